package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Condition;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FanovaTest {
  private static Fanova.Effect effect(List<Fanova.Effect> effects, String... names) {
    return effects.stream()
        .filter(each -> Set.copyOf(each.parameters()).equals(Set.of(names)))
        .findFirst()
        .orElseThrow();
  }

  /// `2a + b` has variances `4/12` and `1/12`: shares 0.8 and 0.2, no interaction.
  @Test
  void sharesOfASumAreThoseOfItsVariances() {
    Space space = Histories.cube("a", "b", "none");
    Fanova fanova = Fanova.of(Histories.random(space, 1000, 1, u -> 2 * u[0] + u[1]), 1);

    assertEquals(0.8, effect(fanova.alone(), "a").share(), 0.03);
    assertEquals(0.2, effect(fanova.alone(), "b").share(), 0.03);
    assertEquals(0, effect(fanova.alone(), "none").share(), 0.005);
    assertTrue(fanova.pairs().stream().allMatch(pair -> pair.share() < 0.02));
    assertEquals(List.of("a"), fanova.alone().getFirst().parameters());
  }

  /// The product of two centred parameters has no effect of one alone.
  @Test
  void aProductIsAnEffectOfTwo() {
    Space space = Histories.cube("a", "b", "none");
    Fanova fanova =
        Fanova.of(Histories.random(space, 2000, 2, u -> (u[0] - 0.5) * (u[1] - 0.5)), 1);

    assertTrue(effect(fanova.pairs(), "a", "b").share() > 0.9);
    assertTrue(fanova.alone().stream().allMatch(each -> each.share() < 0.05));
  }

  /// Linearly, half of the values would lie in the last 3 % of the scale.
  @Test
  void aLogarithmicParameterIsMeasuredInItsScale() {
    Space space =
        Space.EMPTY.with("rate", new Param.Log(1e-6, 1)).with("other", new Param.Uniform(0, 1));
    Fanova fanova = Fanova.of(Histories.random(space, 1000, 3, u -> u[0] + u[1]), 1);

    assertEquals(0.5, effect(fanova.alone(), "rate").share(), 0.04);
    assertEquals(0.5, effect(fanova.alone(), "other").share(), 0.04);
  }

  @Test
  void categoriesNeedNoOrder() {
    Space space =
        Histories.cube("x").with("kind", new Param.Choice(List.of("a", "b", "c", "d", "e")));
    double[] losses = {0, 1, 0, 1, 0};
    Fanova fanova =
        Fanova.of(Histories.random(space, 500, 4, u -> losses[(int) (u[1] * 5)] + u[0] / 100), 1);

    assertTrue(effect(fanova.alone(), "kind").share() > 0.97);
  }

  /// `beta` is there only with one kind, and does nothing: what the kind does is not its work.
  @Test
  void aConditionalParameterDoesNotSpeakForItsParent() {
    Space space =
        Space.EMPTY
            .with("beta-like", new Param.Uniform(0, 1))
            .with("kind", new Param.Choice(List.of("a", "b")))
            .with("beta", new Param.Uniform(0, 1), new Condition("kind", Set.of(Value.of("a"))));
    Fanova fanova = Fanova.of(Histories.random(space, 400, 5, u -> u[1] < 0.5 ? 0 : 1), 1);

    assertTrue(effect(fanova.alone(), "kind").share() > 0.99);
    assertTrue(effect(fanova.alone(), "beta").share() < 0.01);
  }

  @Test
  void stoppedAndFailedTrialsChangeNothingAndTheSeedDecides() {
    Space space = Histories.cube("a", "b");
    History history = Histories.random(space, 100, 6, u -> u[0] + u[1] * u[1]);
    List<TrialRecord> more = new ArrayList<>(history.trials());
    more.add(Histories.ended(100, more.getFirst().configuration(), TrialState.STOPPED, List.of()));
    more.add(Histories.complete(101, more.getFirst().configuration(), Double.NaN));
    History longer = new History(history.goals(), space, more);

    assertEquals(Fanova.of(history, 1).alone(), Fanova.of(longer, 1).alone());
    assertNotEquals(Fanova.of(history, 1).alone(), Fanova.of(history, 2).alone());
  }

  @Test
  void oneOutlierDoesNotDecide() {
    Space space = Histories.cube("a", "b");
    History history = Histories.random(space, 300, 7, u -> u[1] > 0.99 ? 1e9 : u[0]);

    assertTrue(effect(Fanova.of(history, 1).alone(), "a").share() > 0.85);
  }

  @Test
  void intervalsCoverTheShareAndShrinkWithMoreTrials() {
    Space space = Histories.cube("a", "b", "c");
    Interval few =
        effect(Fanova.of(Histories.random(space, 40, 8, u -> 2 * u[0] + u[1]), 1).alone(), "a")
            .interval();
    Interval many =
        effect(Fanova.of(Histories.random(space, 640, 8, u -> 2 * u[0] + u[1]), 1).alone(), "a")
            .interval();

    assertTrue(few.contains(0.8) && many.contains(0.8), () -> few + " " + many);
    assertTrue(many.high() - many.low() < (few.high() - few.low()) / 2, () -> few + " " + many);
  }

  @Test
  void nothingIsKnownOfTooFewTrialsOrAConstant() {
    Space space = Histories.cube("a", "b");

    assertTrue(
        Fanova.of(Histories.random(space, 9, 9, u -> u[0]), 1).alone().stream()
            .allMatch(each -> each.share() == 0));
    assertTrue(
        Fanova.of(Histories.random(space, 50, 9, u -> 3), 1).pairs().stream()
            .allMatch(each -> each.share() == 0));
    assertEquals(List.of(), Fanova.of(Histories.losses(), 1).alone());
  }
}
