package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Optimisers around others, against the same formulas written as loops.
class WrapperTest {
  private static final double RATE = 0.01;
  private static final double[] START = {1.5, -2, 0.5};
  private static final double[] CURVATURE = {1, 4, 9};
  private static final Optimizer DESCENT = GradientDescent.of().learningRate(RATE);

  /// `Σ kᵢ xᵢ² / 2 + x₀ x₁`, whose gradient is `kᵢ xᵢ` and the other one of the first two.
  private static Tensor cost(Tensor x) {
    Tensor cost = x.slice(0, 0, 1).times(x.slice(0, 1, 2)).sum();
    for (int i = 0; i < CURVATURE.length; i++) {
      cost = cost.plus(x.slice(0, i, i + 1).square().sum().times(CURVATURE[i] / 2));
    }
    return cost;
  }

  private static double[] gradient(double... x) {
    return new double[] {
      CURVATURE[0] * x[0] + x[1], CURVATURE[1] * x[1] + x[0], CURVATURE[2] * x[2]
    };
  }

  private static double[] after(int steps, Optimizer optimizer) {
    try (Rig rig = new Rig(optimizer, WrapperTest::cost, START)) {
      for (int i = 0; i < steps; i++) {
        rig.step();
      }
      return rig.inDouble().clone();
    }
  }

  @Test
  void sharpnessAwareDescentTakesTheGradientOfTheWorstPointNearby() {
    for (boolean isAdaptive : new boolean[] {false, true}) {
      double[] x = START.clone();
      for (int step = 0; step < 5; step++) {
        double[] g = gradient(x);
        double norm = 0;
        for (int i = 0; i < x.length; i++) {
          double size = isAdaptive ? Math.abs(x[i]) + 0.01 : 1;
          norm += Math.pow(size * g[i], 2);
        }
        double[] worst = x.clone();
        for (int i = 0; i < x.length; i++) {
          double size = isAdaptive ? Math.abs(x[i]) + 0.01 : 1;
          worst[i] += 0.1 * size * size * g[i] / (Math.sqrt(norm) + 1e-12);
        }
        double[] there = gradient(worst);
        for (int i = 0; i < x.length; i++) {
          x[i] -= RATE * there[i];
        }
      }
      assertArrayEquals(x, after(5, new SharpnessAware(DESCENT, 0.1, isAdaptive)), 1e-13);
    }
  }

  @Test
  void lookaheadGoesBackAPartOfTheWayEveryFewSteps() {
    double[] fast = START.clone();
    double[] slow = START.clone();
    for (int step = 1; step <= 7; step++) {
      double[] g = gradient(fast);
      for (int i = 0; i < fast.length; i++) {
        fast[i] -= RATE * g[i];
        if (step % 3 == 0) {
          slow[i] += 0.4 * (fast[i] - slow[i]);
          fast[i] = slow[i];
        }
      }
    }
    assertArrayEquals(fast, after(7, new Lookahead(DESCENT, 3, 0.4)), 1e-14);
  }

  @Test
  void lookaheadThatGoesAllTheWayIsTheInnerOptimizer() {
    Adam adam = Adam.of().learningRate(RATE);
    assertArrayEquals(after(9, adam), after(9, new Lookahead(adam, 1, 1)), 1e-14);
  }

  @Test
  void cautiousMomentumWaitsWhereItDisagreesWithTheGradient() {
    double[] x = START.clone();
    double[] v = new double[x.length];
    for (int step = 0; step < 60; step++) {
      double[] g = gradient(x);
      double agreeing = 0;
      for (int i = 0; i < x.length; i++) {
        v[i] = 0.9 * v[i] + g[i];
        agreeing += v[i] * g[i] > 0 ? 1 : 0;
      }
      double share = Math.max(1e-3, agreeing / x.length);
      for (int i = 0; i < x.length; i++) {
        x[i] -= v[i] * g[i] > 0 ? RATE * v[i] / share : 0;
      }
    }
    Momentum momentum = new Momentum(Schedule.constant(RATE), 0.9, false, Dialect.PYTORCH);
    assertArrayEquals(x, after(60, new Cautious(momentum)), 1e-12);
  }

  @Test
  void correctedDecayIsTheUsualOneWhileTheRateIsConstant() {
    WeightDecay usual = new WeightDecay(0.1, WeightDecay.Kind.DECOUPLED, false);
    WeightDecay corrected = new WeightDecay(0.1, WeightDecay.Kind.CORRECTED, false);
    assertArrayEquals(after(9, DESCENT.decay(usual)), after(9, DESCENT.decay(corrected)), 1e-14);
  }

  @Test
  void correctedDecayFallsWithTheSquareOfTheRate() {
    Optimizer falling =
        new GradientDescent(Schedule.constant(RATE).changedAt(1, RATE / 4))
            .decay(new WeightDecay(0.1, WeightDecay.Kind.CORRECTED, false));
    double[] one = after(1, falling);
    double[] two = after(2, falling);
    double[] g = gradient(one);
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i] - RATE / 4 * g[i] - RATE / 16 * 0.1 * one[i], two[i], 1e-14);
    }
  }

  @Test
  void cautiousDecayPullsOnlyWhereTheStepLeadsToZero() {
    double[] decayed =
        after(1, DESCENT.decay(new WeightDecay(0.1, WeightDecay.Kind.CAUTIOUS, false)));
    double[] plain = after(1, DESCENT);
    double[] g = gradient(START);
    for (int i = 0; i < plain.length; i++) {
      double share = g[i] * START[i] > 0 ? RATE * 0.1 : 0;
      assertEquals(plain[i] - share * START[i], decayed[i], 1e-15);
    }
    assertTrue(g[0] * START[0] < 0, "one of them disagrees");
  }

  @Test
  void aPartOfAPartitionIsTrainedByItsOwnOptimizer() {
    Adam adam = Adam.of().learningRate(RATE);
    var all = new Partition(List.of(Partition.Part.named("all", ".*", adam)), DESCENT);
    var none = new Partition(List.of(Partition.Part.named("none", "other", adam)), DESCENT);
    var half = new Partition(List.of(new Partition.Part("half", _ -> true, DESCENT, 0.5)), DESCENT);

    assertArrayEquals(after(5, adam.learningRate(RATE)), after(5, all), 1e-15);
    assertArrayEquals(after(5, DESCENT), after(5, none), 0);
    assertArrayEquals(after(5, GradientDescent.of().learningRate(RATE / 2)), after(5, half), 1e-15);
  }

  @Test
  void frozenParametersKeepTheirBits() {
    var frozen = new Partition(List.of(Partition.Part.named("it", ".*", new Frozen())), DESCENT);
    assertArrayEquals(START, after(5, frozen), 0);
  }

  @Test
  void sophiaSeesTheCurvatureOfABowlExactly() {
    // Without the mixed term H is diagonal, and u ∘ (H u) its diagonal whatever u is.
    Sophia sophia = new Sophia(Schedule.constant(0.1), 0, 0, 0.5, 1e-8, 1);
    try (Rig rig =
        new Rig(
            sophia,
            x -> cost(x).minus(x.slice(0, 0, 1).times(x.slice(0, 1, 2)).sum()),
            0.2,
            -0.1,
            0.3)) {
      rig.step();
      // g / (γ h) is x / γ here, clipped to 1.
      double[] expected = {0.2 - 0.1 * 0.4, -0.1 + 0.1 * 0.2, 0.3 - 0.1 * 0.6};
      assertArrayEquals(expected, rig.inDouble(), 1e-14);
    }
  }

  @Test
  void newtonsStepOfLbfgsSolvesABowl() {
    try (Rig rig = new Rig(Lbfgs.of(), WrapperTest::cost, START)) {
      for (int i = 0; i < 25; i++) {
        rig.step();
      }
      assertArrayEquals(new double[3], rig.inDouble(), 1e-9);
    }
  }

  @Test
  void lbfgsNeverClimbs() {
    double[] before = START.clone();
    for (int steps = 1; steps <= 12; steps++) {
      double[] after = after(steps, Lbfgs.of());
      assertTrue(value(after) <= value(before) * (1 + 1e-6), "step " + steps);
      before = after;
    }
  }

  private static double value(double... x) {
    double[] g = gradient(x);
    return (x[0] * g[0] + x[1] * g[1] + x[2] * g[2]) / 2;
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Lookahead(DESCENT, 0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new SharpnessAware(DESCENT, 0, false));
    assertThrows(IllegalArgumentException.class, () -> new Lbfgs(Schedule.constant(1), 0, 3));
    assertThrows(
        IllegalArgumentException.class, () -> new Sophia(Schedule.constant(1), 0, 0, 1, 0, 0));
  }
}
