package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The words about dialects are true: equal conventions give equal bits, others do not.
class ConventionsTest {
  private static final int STEPS = 14;

  /// With a large ε, and a rate that rises and then falls, so that every convention shows.
  private static Trajectory way(NamedOptimizer named, Dialect dialect) {
    OptimizerSettings usual = named.usual().settings(0.01, dialect);
    // Adafactor's rates differ where they are above 1 / √t only.
    double high = named == NamedOptimizer.ADAFACTOR ? 1 : 0.05;
    Schedule rate = Schedule.constant(high).warmup(Span.steps(3)).changedAt(6, 0.02);
    double epsilon = 0.01;
    return Trajectory.of(
        named.of(
            new OptimizerSettings(rate, usual.beta(), usual.beta1(), 0.99, epsilon, 0.01, dialect)),
        STEPS);
  }

  @ParameterizedTest
  @EnumSource(NamedOptimizer.class)
  void dialectsDifferExactlyWhereTheirConventionsDo(NamedOptimizer named) {
    for (Dialect a : Dialect.values()) {
      for (Dialect b : Dialect.values()) {
        double distance = way(named, a).distance(way(named, b));
        String pair = named.label() + " in " + a.label() + " and " + b.label();
        if (Conventions.of(named, a).equals(Conventions.of(named, b))) {
          assertEquals(0, distance, pair);
        } else {
          assertTrue(distance > 1e-10, pair + " differ by " + distance);
        }
      }
    }
  }

  /// The textbook's numbers for θ = 1 and the gradients 0.1, 0.2, -0.3.
  @Test
  void theFirstStepsAreTheTextbooks() {
    double[] textbook = first(NamedOptimizer.MOMENTUM, Dialect.TEXTBOOK, 1e-8);
    assertArrayEquals(new double[] {1, 0.999, 0.9961, 0.99649}, textbook, 1e-10);
    double[] pytorch = first(NamedOptimizer.MOMENTUM, Dialect.PYTORCH, 1e-8);
    assertArrayEquals(new double[] {1, 0.99, 0.961, 0.9649}, pytorch, 1e-10);
    double[] nesterov = first(NamedOptimizer.NESTEROV, Dialect.KERAS, 1e-8);
    assertArrayEquals(new double[] {1, 0.981, 0.9349, 0.96841}, nesterov, 1e-10);
    double[] inside = first(NamedOptimizer.RMSPROP, Dialect.KERAS, 1e-2);
    assertArrayEquals(new double[] {1, 0.9046537411, 0.7408073570, 0.9368816004}, inside, 1e-10);
    double[] outside = first(NamedOptimizer.RMSPROP, Dialect.DL4J, 1e-2);
    assertArrayEquals(new double[] {1, 0.7597469266, 0.5097469266, 0.7482177480}, outside, 1e-10);
    double[] adam = first(NamedOptimizer.ADAM, Dialect.TEXTBOOK, 1e-2);
    assertArrayEquals(new double[] {1, 0.9090909091, 0.8183131356, 0.8246784639}, adam, 1e-10);
    double[] hat = first(NamedOptimizer.ADAM, Dialect.DJL, 1e-2);
    assertArrayEquals(new double[] {1, 0.9759746927, 0.9359978863, 0.9396069330}, hat, 1e-10);
  }

  private static double[] first(NamedOptimizer named, Dialect dialect, double epsilon) {
    Schedule rate = Schedule.constant(0.1);
    var settings = new OptimizerSettings(rate, 0.9, 0.9, 0.999, epsilon, 0, dialect);
    return Trajectory.of(named.of(settings), 3).first();
  }
}
