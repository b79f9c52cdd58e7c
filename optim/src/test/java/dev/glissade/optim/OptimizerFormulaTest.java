package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.engine.Shape;
import dev.glissade.testkit.Comparison;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ten steps of every optimiser against its formula in a plain loop over one number, in double and
/// in float. The cost is `Σ c x² / 2`, so the gradient is `c x`.
class OptimizerFormulaTest {
  private static final double RATE = 0.05;
  private static final double[] CURVATURE = {1, 10, 0.01};
  private static final double[] START = {1, -0.5, 3};

  /// The formula of one step of one number.
  private interface Formula {
    double step(double x, double g, int t);
  }

  private static void check(Optimizer optimizer, java.util.function.Supplier<Formula> formulas) {
    double[] expected = START.clone();
    for (int i = 0; i < 3; i++) {
      Formula formula = formulas.get();
      for (int t = 1; t <= 10; t++) {
        expected[i] = formula.step(expected[i], CURVATURE[i] * expected[i], t);
      }
    }
    try (Rig rig = rig(optimizer, "weight")) {
      for (int t = 1; t <= 10; t++) {
        rig.step();
      }
      assertArrayEquals(expected, rig.inDouble(), 1e-14);
      assertArrayEquals(expected, Comparison.widen(rig.inFloat()), 3e-6);
    }
  }

  private static Rig rig(Optimizer optimizer, String block) {
    return new Rig(
        optimizer,
        block,
        x ->
            x.square()
                .times(
                    x.graph()
                        .literal(Shape.of(3), java.util.Arrays.stream(CURVATURE).boxed().toList()))
                .times(0.5)
                .sum(),
        START);
  }

  @Test
  void gradientDescent() {
    check(GradientDescent.of().learningRate(RATE), () -> (x, g, _) -> x - RATE * g);
  }

  @Test
  void momentum() {
    check(
        Momentum.of().learningRate(RATE),
        () -> {
          double[] v = new double[1];
          return (x, g, _) -> {
            v[0] = 0.9 * v[0] + 0.1 * g;
            return x - RATE * v[0];
          };
        });
  }

  @Test
  void momentumOfPyTorchAndNesterov() {
    var pytorch = new Momentum(Schedule.constant(RATE), 0.9, false, Dialect.PYTORCH);
    check(
        pytorch,
        () -> {
          double[] v = new double[1];
          return (x, g, _) -> {
            v[0] = 0.9 * v[0] + g;
            return x - RATE * v[0];
          };
        });
    check(
        new Momentum(Schedule.constant(RATE), 0.9, true, Dialect.PYTORCH),
        () -> {
          double[] v = new double[1];
          return (x, g, _) -> {
            v[0] = 0.9 * v[0] + g;
            return x - RATE * (g + 0.9 * v[0]);
          };
        });
  }

  @Test
  void rmsPropWithEpsilonInsideTheRoot() {
    double epsilon = 1e-3;
    check(
        new RmsProp(Schedule.constant(RATE), 0.9, epsilon, Dialect.TEXTBOOK),
        () -> {
          double[] s = new double[1];
          return (x, g, _) -> {
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            return x - RATE * g / Math.sqrt(s[0] + epsilon);
          };
        });
    check(
        new RmsProp(Schedule.constant(RATE), 0.9, epsilon, Dialect.PYTORCH),
        () -> {
          double[] s = new double[1];
          return (x, g, _) -> {
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            return x - RATE * g / (Math.sqrt(s[0]) + epsilon);
          };
        });
  }

  private static Formula adam(double decay) {
    double[] v = new double[1];
    double[] s = new double[1];
    return (x, g, t) -> {
      v[0] = 0.9 * v[0] + 0.1 * g;
      s[0] = 0.999 * s[0] + 0.001 * g * g;
      double corrected = v[0] / (1 - Math.pow(0.9, t));
      double root = Math.sqrt(s[0] / (1 - Math.pow(0.999, t)));
      return x - RATE * (corrected / (root + 1e-8) + decay * x);
    };
  }

  @Test
  void adamWithEpsilonOutsideTheRoot() {
    check(Adam.of().learningRate(RATE), () -> adam(0));
  }

  @Test
  void adamWithDecoupledDecayOfWeightsOnly() {
    Optimizer decayed = new AdamW(Adam.of().learningRate(RATE), 0.1, true);
    check(decayed, () -> adam(0.1));
    try (Rig bias = rig(decayed, "bias");
        Rig plain = rig(Adam.of().learningRate(RATE), "bias");
        Rig all = rig(new AdamW(Adam.of().learningRate(RATE), 0.1, false), "bias");
        Rig weight = rig(decayed, "weight")) {
      for (int t = 0; t < 10; t++) {
        bias.step();
        plain.step();
        all.step();
        weight.step();
      }
      assertArrayEquals(plain.inFloat(), bias.inFloat());
      assertArrayEquals(weight.inFloat(), all.inFloat());
    }
  }

  @Test
  void adanInTheFormOfItsAuthors() {
    check(
        Adan.of(RATE),
        () -> {
          double[] m = new double[4];
          return (x, g, t) -> {
            double delta = t == 1 ? 0 : g - m[3];
            m[0] = 0.98 * m[0] + 0.02 * g;
            m[1] = 0.92 * m[1] + 0.08 * delta;
            m[2] = 0.99 * m[2] + 0.01 * Math.pow(g + 0.92 * delta, 2);
            m[3] = g;
            double up = m[0] / (1 - Math.pow(0.98, t)) + 0.92 * m[1] / (1 - Math.pow(0.92, t));
            return x - RATE * up / (Math.sqrt(m[2] / (1 - Math.pow(0.99, t))) + 1e-8);
          };
        });
  }

  @Test
  void clippingScalesToTheLimitAndNoLower() {
    double norm = Math.sqrt(1 + 25 + 0.03 * 0.03);
    try (Rig clipped = rig(GradientDescent.of().learningRate(RATE).clipNorm(2), "weight");
        Rig pytorch =
            rig(GradientDescent.of().learningRate(RATE).clipNorm(2, Dialect.PYTORCH), "weight");
        Rig loose = rig(GradientDescent.of().learningRate(RATE).clipNorm(6), "weight");
        Rig free = rig(GradientDescent.of().learningRate(RATE), "weight")) {
      clipped.step();
      pytorch.step();
      loose.step();
      free.step();
      assertEquals(1 - RATE * 2 / norm, clipped.inDouble()[0], 1e-14);
      assertEquals(1 - RATE * 2 / (norm + 1e-6), pytorch.inDouble()[0], 1e-14);
      assertArrayEquals(free.inFloat(), loose.inFloat());
    }
  }

  @Test
  void clippingLeavesAGradientOfZerosAlone() {
    try (Rig rig = new Rig(GradientDescent.of().clipNorm(1), x -> x.times(0).sum(), 1, 2)) {
      rig.step();
      assertArrayEquals(new float[] {1, 2}, rig.inFloat());
    }
  }

  @Test
  void whatIsDeclaredIsWhatIsUsed() {
    try (Rig rig = rig(Adam.of().clipNorm(1), "weight")) {
      assertEquals(
          Set.of("learning-rate", "beta1", "beta2", "epsilon", "clip-norm"),
          rig.declared().knobs().keySet());
      assertEquals(Set.of("beta1", "beta2"), rig.declared().products());
      assertEquals(Set.of("mean/weight", "square/weight"), rig.declared().slots().keySet());
    }
  }
}
