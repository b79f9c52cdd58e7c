package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.engine.Tensor;
import org.junit.jupiter.api.Test;

/// The optimisers of Deeplearning4j and Deep Java Library, against loops written as their kernels
/// are.
class JavaDialectTest {
  private static final int STEPS = 30;
  private static final double RATE = 0.05;

  /// What a kernel changes in its state, and gives as the change of the parameter.
  private interface Kernel {
    double change(double g, int t, double[] state);
  }

  /// Down `x² (1 + x² / 4) + x`.
  private static Tensor cost(Tensor x) {
    return x.square().times(x.square().times(0.25).plus(1)).plus(x).sum();
  }

  private static double gradient(double x) {
    return 2 * x + x * x * x + 1;
  }

  private static void assertSame(
      Kernel kernel, String name, double epsilon, Dialect dialect, double... first) {
    OptimizerSettings settings =
        new OptimizerSettings(Schedule.constant(RATE), 0.9, 0.9, 0.99, epsilon, 0, dialect);
    Optimizer optimizer = NamedOptimizer.named(name).orElseThrow().of(settings);
    double[] state = first.clone();
    double x = 1.5;
    try (Rig rig = new Rig(optimizer, JavaDialectTest::cost, x)) {
      for (int t = 1; t <= STEPS; t++) {
        x -= kernel.change(gradient(x), t, state);
        rig.step();
        assertEquals(x, rig.inDouble()[0], 1e-13, name + " step " + t);
      }
    }
  }

  @Test
  void nesterovsOfDl4j() {
    assertSame(
        (g, _, state) -> {
          double previous = 0.9 * state[0];
          state[0] = previous - RATE * g;
          return previous + (-0.9 - 1) * state[0];
        },
        "nesterov",
        0.1,
        Dialect.DL4J,
        0);
  }

  @Test
  void adamOfDl4jAndDjl() {
    Kernel adam =
        (g, t, state) -> {
          double rate = RATE * Math.sqrt(1 - Math.pow(0.99, t)) / (1 - Math.pow(0.9, t));
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = 0.99 * state[1] + 0.01 * g * g;
          return rate * state[0] / (Math.sqrt(state[1]) + 0.1);
        };
    assertSame(adam, "adam", 0.1, Dialect.DL4J, 0, 0);
    assertSame(adam, "adam", 0.1, Dialect.DJL, 0, 0);
  }

  @Test
  void momentumOfDjl() {
    assertSame(
        (g, _, state) -> {
          state[0] = 0.9 * state[0] + RATE * g;
          return state[0];
        },
        "momentum",
        0.1,
        Dialect.DJL,
        0);
  }

  @Test
  void rmsPropOfDl4j() {
    assertSame(
        (g, _, state) -> {
          state[0] = state[0] * 0.9 + g * g * 0.1;
          return RATE * g / (Math.sqrt(state[0]) + 0.1);
        },
        "rmsprop",
        0.1,
        Dialect.DL4J,
        0);
  }

  @Test
  void adaGradOfDl4j() {
    assertSame(
        (g, _, state) -> {
          state[0] += g * g;
          return RATE * g / (Math.sqrt(state[0]) + 0.1);
        },
        "adagrad",
        0.1,
        Dialect.DL4J,
        0.1);
  }

  @Test
  void adaMaxOfDl4j() {
    assertSame(
        (g, t, state) -> {
          state[0] = 0.9 * state[0] + g * 0.1;
          state[1] = Math.max(0.99 * state[1], Math.abs(g)) + 1e-32;
          return state[0] * (RATE / (1 - Math.pow(0.9, t))) / state[1];
        },
        "adamax",
        0.1,
        Dialect.DL4J,
        0,
        0);
  }

  @Test
  void nadamOfDl4j() {
    assertSame(
        (g, t, state) -> {
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = 0.99 * state[1] + 0.01 * g * g;
          double mixed = (state[0] * 0.9 + 0.1 * g) / (1 - Math.pow(0.9, t));
          return RATE * mixed / (Math.sqrt(state[1]) + 0.1);
        },
        "nadam",
        0.1,
        Dialect.DL4J,
        0,
        0);
  }

  @Test
  void amsGradOfDl4j() {
    assertSame(
        (g, t, state) -> {
          double rate = RATE * Math.sqrt(1 - Math.pow(0.99, t)) / (1 - Math.pow(0.9, t));
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = 0.99 * state[1] + 0.01 * g * g;
          state[2] = Math.max(state[2], state[1]);
          return rate * state[0] / (Math.sqrt(state[2]) + 0.1);
        },
        "amsgrad",
        0.1,
        Dialect.DL4J,
        0,
        0,
        0);
  }

  @Test
  void adaBeliefOfDl4j() {
    assertSame(
        (g, t, state) -> {
          double rate = RATE * Math.sqrt(1 - Math.pow(0.99, t)) / (1 - Math.pow(0.9, t));
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = 0.99 * state[1] + 0.01 * Math.pow(g - state[0], 2) + 1e-4;
          return rate * state[0] / (Math.sqrt(state[1]) + 1e-4);
        },
        "adabelief",
        1e-4,
        Dialect.DL4J,
        0,
        0);
  }
}
