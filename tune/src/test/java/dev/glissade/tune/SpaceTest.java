package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpaceTest {
  private static final Space SPACE =
      Space.EMPTY
          .with("optimizer", new Param.Choice(List.of("sgd", "adam")))
          .with(
              "momentum",
              new Param.Uniform(0, 0.99),
              new Condition("optimizer", Set.of(Value.of("sgd"))))
          .with(
              "beta2",
              new Param.LogOneMinus(0.9, 0.999),
              new Condition("optimizer", Set.of(Value.of("adam"))))
          .with("hidden-1", new Param.Whole(1, 100, 1))
          .with(new Derived("hidden-2", 0.5, "hidden-1"))
          .with(new Derived("hidden-3", 0.5, "hidden-2"));

  private static Space.Dimension renamed(String name, Param param, Former former) {
    return new Space.Dimension(name, param, Optional.empty(), Optional.of(former));
  }

  @Test
  void parametersExistUnderTheirConditionsOnly() {
    Configuration adam = SPACE.decode(new double[] {0.9, Double.NaN, 0.5, 0.995});

    assertEquals(
        List.of("optimizer", "beta2", "hidden-1", "hidden-2", "hidden-3"),
        List.copyOf(adam.values().keySet()));
    assertEquals(0.99, adam.real("beta2"), 1e-12);
    assertTrue(SPACE.allows(adam));
    assertFalse(SPACE.allows(adam.with("momentum", Value.of(0.9))));
    assertFalse(SPACE.allows(adam.with("optimizer", Value.of("sgd"))));
    assertFalse(SPACE.allows(adam.with("hidden-1", Value.of(101))));
    assertFalse(SPACE.allows(adam.with("other", Value.of(1))));
  }

  @Test
  void coordinatesOfAConfigurationLeadBackToIt() {
    Draws draws = Draws.of(1, 0, "test");
    for (int i = 0; i < 1000; i++) {
      Configuration drawn = SPACE.decode(draws.uniforms(4));
      double[] units = SPACE.encode(drawn);

      assertEquals(drawn.has("momentum"), !Double.isNaN(units[1]));
      assertArrayEquals(units, SPACE.encode(SPACE.decode(units)), 1e-12);
    }
  }

  @Test
  void derivedValuesFollow() {
    Configuration drawn = SPACE.decode(new double[] {0, 0, 0, 0.305});

    assertEquals(31, drawn.whole("hidden-1"));
    assertEquals(16, drawn.whole("hidden-2"));
    assertEquals(8, drawn.whole("hidden-3"));
    assertEquals(1, SPACE.decode(new double[] {0, 0, 0, 0}).whole("hidden-3"));
    assertFalse(SPACE.allows(drawn.with("hidden-2", Value.of(17))));
    assertEquals(drawn, SPACE.derive(SPACE.derive(drawn).with("hidden-2", Value.of(17))));
  }

  @Test
  void valuesDoNotFollowFromWords() {
    assertEquals(
        "half: expected to follow from a number, but got"
            + " Derived[name=half, factor=0.5, from=optimizer]",
        assertThrows(
                IllegalArgumentException.class,
                () -> SPACE.with(new Derived("half", 0.5, "optimizer")))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> SPACE.with(new Derived("beta2", 2, "hidden-1")));
    assertThrows(IllegalArgumentException.class, () -> new Derived("x", Double.NaN, "hidden-1"));
  }

  @Test
  void whatBreaksAConstraintIsDrawnAgain() {
    Space space =
        Space.EMPTY
            .with("warm-up", new Param.Uniform(0, 1))
            .with("length", new Param.Uniform(0, 1))
            .with(new Constraint("warm-up", 0.1, "length"));
    Draws draws = Draws.of(1, 0, "test");
    for (int i = 0; i < 100; i++) {
      Configuration drawn = space.draw(attempt -> draws.uniforms(2));
      assertTrue(drawn.real("warm-up") <= 0.1 * drawn.real("length"));
      assertTrue(space.allows(drawn));
    }
    assertFalse(space.allows(space.decode(new double[] {0.2, 0.5})));
  }

  @Test
  void impossibleConstraintsAreNamed() {
    Space space =
        Space.EMPTY
            .with("a", new Param.Uniform(2, 3))
            .with("b", new Param.Uniform(0, 1))
            .with(new Constraint("a", 1, "b"));

    assertEquals(
        "space: expected a configuration that keeps to [Constraint[left=a, factor=1.0, right=b]],"
            + " but got none in 1000 attempts — help: choose ranges of which a larger part keeps"
            + " to them",
        assertThrows(
                IllegalStateException.class, () -> space.draw(attempt -> new double[] {0.5, 0.5}))
            .getMessage());
  }

  @Test
  void olderTrialsAreUnderstood() {
    Space space =
        Space.EMPTY
            .with(renamed("rate", new Param.Uniform(0, 1), new Former.Named(List.of("lr", "eta"))))
            .with(renamed("decay", new Param.Uniform(0, 1), new Former.Had(Value.of(0.25))));
    Configuration old = Configuration.of(Map.of("eta", Value.of(0.75)));
    Configuration recent =
        Configuration.of(Map.of("rate", Value.of(0.5), "eta", Value.of(0.75)))
            .with("decay", Value.of(0.125));

    assertArrayEquals(new double[] {0.75, 0.25}, space.encode(old));
    assertArrayEquals(new double[] {0.5, 0.125}, space.encode(recent));
    assertArrayEquals(
        new double[] {Double.NaN, 0.25},
        space.encode(Configuration.of(Map.of("lr", Value.of(2.0)))));
  }

  @Test
  void namesDifferAndConditionsLookBack() {
    assertThrows(
        IllegalArgumentException.class, () -> SPACE.with("beta2", new Param.Uniform(0, 1)));
    assertEquals(
        "b: expected a condition on an earlier parameter, but got Condition[parent=a, values=[1]]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Space.EMPTY.with(
                        "b", new Param.Uniform(0, 1), new Condition("a", Set.of(Value.of(1)))))
            .getMessage());
  }
}
