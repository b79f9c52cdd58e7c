package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Condition;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Constraint;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WithoutDuplicatesTest {
  private static final Space SPACE =
      Space.EMPTY
          .with("kind", new Param.Choice(List.of("a", "b", "c")))
          .with(
              "depth",
              new Param.Whole(1, 4, 1),
              new Condition("kind", Set.of(Value.of("a"), Value.of("b"))));

  /// Always proposes the middle of the space.
  private record Stubborn() implements Sampler {
    @Override
    public Configuration propose(History history, Draws draws) {
      return history.space().decode(new double[] {0.5, 0.5});
    }

    @Override
    public String describe() {
      return "stubborn";
    }
  }

  @Test
  void aFiniteSpaceIsGoneThroughBeforeAnythingComesAgain() {
    for (Sampler inner : List.of(new Stubborn(), new RandomSearch())) {
      List<Configuration> nine = Searches.proposals(new WithoutDuplicates(inner), SPACE, 9, 1);
      List<Configuration> ten = Searches.proposals(new WithoutDuplicates(inner), SPACE, 10, 1);

      assertEquals(9, new HashSet<>(nine).size());
      assertTrue(nine.stream().allMatch(SPACE::allows));
      assertEquals(9, new HashSet<>(ten).size());
    }
  }

  @Test
  void whatIsNewIsNotTouched() {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 1));

    assertEquals(
        Searches.proposals(new RandomSearch(), space, 20, 1),
        Searches.proposals(new WithoutDuplicates(new RandomSearch()), space, 20, 1));
  }

  @Test
  void theNearestDiffersInOneParameter() {
    Space space =
        Space.EMPTY
            .with("x", new Param.Whole(1, 9, 1))
            .with("y", new Param.Ordinal(List.of("a", "b", "c", "d", "e")));
    List<Configuration> five =
        Searches.proposals(new WithoutDuplicates(new Stubborn()), space, 5, 1);
    Configuration middle = five.getFirst();

    for (Configuration near : five.subList(1, 5)) {
      long x = Math.abs(near.whole("x") - middle.whole("x"));
      int y = Math.abs(near.word("y").charAt(0) - middle.word("y").charAt(0));
      assertEquals(1, x + y);
    }
  }

  @Test
  void constraintsAreKeptTo() {
    Space space =
        Space.EMPTY
            .with("x", new Param.Whole(1, 5, 1))
            .with("y", new Param.Whole(1, 5, 1))
            .with(new Constraint("x", 1, "y"));
    List<Configuration> all =
        Searches.proposals(new WithoutDuplicates(new Stubborn()), space, 15, 1);

    assertEquals(15, new HashSet<>(all).size());
    assertTrue(all.stream().allMatch(space::allows));
  }

  @Test
  void inAContinuumARepeatMovesAside() {
    Space space = Space.EMPTY.with("x", new Param.Uniform(0, 1)).with("y", new Param.Uniform(0, 1));
    List<Configuration> two =
        Searches.proposals(new WithoutDuplicates(new Stubborn()), space, 2, 1);

    assertNotEquals(two.getFirst(), two.getLast());
  }
}
