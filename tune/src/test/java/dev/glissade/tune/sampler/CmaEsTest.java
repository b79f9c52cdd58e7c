package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class CmaEsTest {
  /// Computed with the formulas of the package cmaes.
  @Test
  void constantsAreThoseOfTheFormulas() {
    assertEquals(8, CmaConstants.population(5));
    CmaConstants constants = CmaConstants.of(5, 8);

    double[] weights = {
      0.5299301844787792,
      0.2857142857142857,
      0.14285714285714282,
      0.041498386949792215,
      -0.1672795068098809,
      -0.45674904775585873,
      -0.7014920573635213,
      -0.9134980955117175
    };
    assertArrayEquals(weights, constants.weights(), 1e-14);
    assertEquals(2.6001788261131793, constants.effective(), 1e-14);
    assertEquals(0.047292304159400896, constants.rankOne(), 1e-15);
    assertEquals(0.03816916070385781, constants.rankMany(), 1e-15);
    assertEquals(0.3650883760934854, constants.stepRate(), 1e-15);
    assertEquals(1.3650883760934853, constants.damping(), 1e-15);
    assertEquals(0.4501995579928079, constants.pathRate(), 1e-15);
  }

  private static double best(int dimensions, int trials, ToDoubleFunction<double[]> function) {
    return TestFunctions.best(
        new CmaEs(),
        TestFunctions.box(dimensions, -4, 5),
        it -> function.applyAsDouble(TestFunctions.vector(it)),
        new TestFunctions.Plan(1, trials));
  }

  @Test
  void itConvergesOnASphere() {
    double found = best(5, 800, CmaEsTest::sphere);

    assertTrue(found < 1e-9, () -> "" + found);
  }

  private static double sphere(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += (each - 1) * (each - 1);
    }
    return sum;
  }

  @Test
  void itLearnsTheAxesOfAnEllipsoid() {
    double found =
        best(
            5,
            2500,
            x -> {
              double sum = 0;
              for (int i = 0; i < x.length; i++) {
                double mixed = x[i] - 1 + 0.5 * (x[(i + 1) % x.length] - 1);
                sum += Math.pow(10, 1.5 * i) * mixed * mixed;
              }
              return sum;
            });

    assertTrue(found < 1e-8, () -> "" + found);
  }

  @Test
  void itFollowsTheValleyOfRosenbrock() {
    double found =
        best(
            5,
            4000,
            x -> {
              double sum = 0;
              for (int i = 0; i + 1 < x.length; i++) {
                double bend = x[i + 1] - x[i] * x[i];
                sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
              }
              return sum;
            });

    assertTrue(found < 1e-6, () -> "" + found);
  }

  @Test
  void itFindsWordsAndWholeNumbers() {
    Space space =
        Space.EMPTY
            .with("x", new Param.Uniform(0, 1))
            .with("n", new Param.Whole(1, 12, 1))
            .with("word", new Param.Choice(List.of("a", "b", "c", "d", "e")))
            .with("other", new Param.Choice(List.of("a", "b", "c")));

    double found =
        TestFunctions.best(new CmaEs(), space, CmaEsTest::mixed, new TestFunctions.Plan(2, 200));

    assertTrue(found < 1e-3, () -> "" + found);
  }

  private static double mixed(Configuration it) {
    double loss = Math.pow(it.real("x") - 0.3, 2) + Math.pow(it.real("n") - 9, 2);
    return loss + (it.word("word").equals("d") ? 0 : 1) + (it.word("other").equals("b") ? 0 : 1);
  }

  @Test
  void itStartsAnewWhereItHasConverged() {
    // Two valleys, the better one far from the centre.
    double found =
        best(2, 3000, x -> Math.min(1 + sphere(x), 2 * sphere(new double[] {x[0] + 4, x[1] - 3})));

    assertTrue(found < 1, () -> "" + found);
  }
}
