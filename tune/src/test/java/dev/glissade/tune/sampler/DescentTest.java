package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class DescentTest {
  private static final double[] LOW = {-2, -2};
  private static final double[] HIGH = {2, 2};

  private static double rosenbrock(double[] x, double[] gradient) {
    double bend = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0]);
    gradient[1] = 200 * bend;
    return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
  }

  @Test
  void itFollowsABentValley() {
    Descent.Place place =
        new Descent(1e-8, 200).minimise(DescentTest::rosenbrock, new double[] {-1.2, 1}, LOW, HIGH);

    assertArrayEquals(new double[] {1, 1}, place.x(), 1e-7);
  }

  @Test
  void itEndsAtABorder() {
    Descent.Place place =
        new Descent(1e-8, 200)
            .minimise(DescentTest::rosenbrock, new double[] {-1.2, 1}, LOW, new double[] {0.5, 2});

    // Along x = 1/2 the smallest value is where y = x².
    assertArrayEquals(new double[] {0.5, 0.25}, place.x(), 1e-7);
  }

  @Test
  void itGoesAroundWhereTheFunctionIsInfinite() {
    Descent.Function function =
        (x, gradient) -> {
          gradient[0] = 1 - 1 / x[0];
          gradient[1] = 2 * x[1];
          return x[0] > 0 ? x[0] - Math.log(x[0]) + x[1] * x[1] : Double.POSITIVE_INFINITY;
        };

    Descent.Place place =
        new Descent(1e-9, 100).minimise(function, new double[] {1.9, 1}, LOW, HIGH);

    assertArrayEquals(new double[] {1, 0}, place.x(), 1e-8);
    assertEquals(1, place.value(), 1e-12);
  }
}
