package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PosteriorTest {
  private static final Cube SQUARE = new Cube(TestFunctions.box(2, 0, 1));
  private static final Kernel KERNEL = new Kernel(new double[] {4, 0.5}, 1.3, 0.01);
  private static final List<double[]> POINTS =
      List.of(
          new double[] {0.637, 0.27},
          new double[] {0.041, 0.017},
          new double[] {0.813, 0.913},
          new double[] {0.607, 0.729},
          new double[] {0.544, 0.935});
  private static final double[] LOSSES = {-0.623, 0.041, -2.325, -0.219, -1.246};

  private static Posterior after(List<double[]> running) {
    return Posterior.of(
        SQUARE,
        KERNEL,
        new Observations(POINTS, LOSSES, running),
        LOSSES,
        Draws.of(1, 1, "fantasies"));
  }

  /// Computed with the inverse matrix in NumPy and SciPy's normal distribution.
  @Test
  void itIsTheBeliefOfTheTextbook() {
    Posterior posterior = after(List.of());
    double[] here = {0.2, 0.7};
    double[] there = {0.9, 0.1};

    assertEquals(-0.6094930637123618, posterior.mean(here), 1e-12);
    assertEquals(0.2464980732875881, posterior.variance(here), 1e-11);
    assertEquals(-9.60034418810162, posterior.improvement(here), 1e-8);
    assertEquals(-1.8916548350301647, posterior.mean(there), 1e-12);
    assertEquals(0.2719292597726717, posterior.variance(there), 1e-11);
    assertEquals(-2.539346005012369, posterior.improvement(there), 1e-9);
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    for (Posterior posterior :
        List.of(after(List.of()), after(List.of(new double[] {0.5, 0.5}, new double[] {0, 1})))) {
      double[] at = {0.35, 0.6};
      double[] gradient = new double[2];

      double value = posterior.improvement(at, gradient);

      assertEquals(posterior.improvement(at), value, 1e-12);
      for (int j = 0; j < 2; j++) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[j] += 1e-5;
        down[j] -= 1e-5;
        double difference = (posterior.improvement(up) - posterior.improvement(down)) / 2e-5;
        assertEquals(difference, gradient[j], 1e-6 * Math.abs(difference));
      }
    }
  }

  @Test
  void whereATrialIsUnderWayLittleMoreIsExpected() {
    double[] promising = {1, 0.5};

    double before = after(List.of()).improvement(promising);
    double after = after(List.of(promising)).improvement(promising);

    assertTrue(after < before - 0.5, () -> after + " after " + before);
  }

  @Test
  void theKernelThatIsFoundIsAtATopOfTheLikelihood() {
    var space =
        Space.EMPTY
            .with("x", new Param.Uniform(0, 1))
            .with("y", new Param.Uniform(0, 1))
            .with("kind", new Param.Choice(List.of("a", "b", "c")));
    Cube cube = new Cube(space);
    Draws draws = Draws.of(3, 3, "points");
    List<double[]> points =
        java.util.stream.IntStream.range(0, 30).mapToObj(_ -> cube.random(draws)).toList();
    double[] losses =
        Warp.warped(
            points.stream().mapToDouble(it -> Math.sin(9 * it[0]) + it[1] + 3 * it[2]).toArray());
    Kernel kernel = KernelFit.of(cube, points, losses);
    double[] logs = {
      Math.log(kernel.inverseSquares()[0]),
      Math.log(kernel.inverseSquares()[1]),
      Math.log(kernel.inverseSquares()[2]),
      Math.log(kernel.scale()),
      Math.log(kernel.noise() - 1e-6)
    };
    var fit = new KernelFit(cube, points, losses);
    double[] gradient = new double[5];
    fit.unlikeliness(logs, gradient);

    assertTrue(Arrays.stream(gradient).allMatch(it -> Math.abs(it) <= 0.02));
    assertTrue(kernel.inverseSquares()[0] > 3 * kernel.inverseSquares()[1]);
    double[] elsewhere = {0.3, -0.4, 0.2, 0.5, -2};
    fit.unlikeliness(elsewhere, gradient);
    for (int j = 0; j < 5; j++) {
      double[] up = elsewhere.clone();
      double[] down = elsewhere.clone();
      up[j] += 1e-5;
      down[j] -= 1e-5;
      double[] unused = new double[5];
      double difference = (fit.unlikeliness(up, unused) - fit.unlikeliness(down, unused)) / 2e-5;
      assertEquals(difference, gradient[j], 1e-6 * Math.max(1, Math.abs(difference)));
    }
  }

  @Test
  void onlyTheRankOfBadLossesCounts() {
    double[] losses = {1, 2, 3, 4, 5, 6, 7};
    double[] worse = {1, 2, 3, 4, 5, 6, 1e12};

    double[] warped = Warp.warped(losses);

    assertEquals(0, Arrays.stream(warped).sum(), 1e-12);
    assertEquals(7, Arrays.stream(warped).map(it -> it * it).sum(), 1e-12);
    org.junit.jupiter.api.Assertions.assertArrayEquals(warped, Warp.warped(worse), 1e-12);
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        new double[3], Warp.warped(new double[] {2, 2, 2}));
  }
}
