package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Condition;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Constraint;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final Space SPACE =
      Space.EMPTY
          .with("optimizer", new Param.Choice(List.of("sgd", "adam", "lion", "muon", "sam")))
          .with("rate", new Param.Log(1e-4, 1))
          .with(
              "momentum",
              new Param.Stepped(0, 0.8, 0.4),
              new Condition("optimizer", Set.of(Value.of("sgd"))));

  @Test
  void everyCombinationComesOnceAndThenAgain() {
    var grid = new Grid(4);
    int size = 4 * 3 + 4 * 4;
    List<Configuration> twice = Searches.proposals(grid, SPACE, 2 * size, 1);

    assertEquals(size, grid.size(SPACE));
    assertEquals(size, new HashSet<>(twice.subList(0, size)).size());
    assertEquals(twice.subList(0, size), twice.subList(size, 2 * size));
    assertTrue(twice.stream().allMatch(SPACE::allows));
    assertNotEquals(twice, Searches.proposals(grid, SPACE, 2 * size, 2));
  }

  @Test
  void continuaHaveTheMiddlesOfEqualParts() {
    Set<Double> rates =
        Searches.proposals(new Grid(4), SPACE, 28, 1).stream()
            .map(it -> Math.rint(1000 * Math.log10(it.real("rate"))) / 1000)
            .collect(Collectors.toSet());

    assertEquals(Set.of(-3.5, -2.5, -1.5, -0.5), rates);
  }

  @Test
  void manyWholeNumbersAreThinnedOutAndFewAreAllThere() {
    Space space =
        Space.EMPTY.with("few", new Param.Whole(1, 3, 1)).with("many", new Param.LogWhole(1, 1000));
    List<Configuration> all = Searches.proposals(new Grid(3), space, 9, 1);

    assertEquals(9, new HashSet<>(all).size());
    assertEquals(
        Set.of(1L, 2L, 3L), all.stream().map(it -> it.whole("few")).collect(Collectors.toSet()));
    assertEquals(
        Set.of(2L, 22L, 282L),
        all.stream().map(it -> it.whole("many")).collect(Collectors.toSet()));
  }

  @Test
  void whatBreaksAConstraintIsLeftOut() {
    Space space =
        Space.EMPTY
            .with("a", new Param.Whole(1, 3, 1))
            .with("b", new Param.Whole(1, 3, 1))
            .with(new Constraint("a", 1, "b"));

    assertEquals(6, new Grid(3).size(space));
    assertTrue(Searches.proposals(new Grid(3), space, 6, 1).stream().allMatch(space::allows));
  }

  @Test
  void aGridThatIsTooLargeIsRefused() {
    Space space = Space.EMPTY;
    for (int i = 0; i < 30; i++) {
      space = space.with("x" + i, new Param.Uniform(0, 1));
    }
    Space large = space;

    assertEquals(
        "grid: expected at most 1048576 combinations, but got 1.073741824E9"
            + " — help: take fewer cells, or sobol",
        assertThrows(IllegalArgumentException.class, () -> new Grid(2).size(large)).getMessage());
  }
}
