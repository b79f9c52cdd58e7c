package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpaceFillingTest {
  private static final int DIMENSIONS = 21;
  private static final Space CUBE = cube(DIMENSIONS);
  private static final List<Sampler> ALL =
      List.of(new RandomSearch(), new Sobol(), new Halton(), new LatinHypercube(16), new Grid(1));

  private static Space cube(int dimensions) {
    Space space = Space.EMPTY;
    for (int i = 0; i < dimensions; i++) {
      space = space.with("x" + i, new Param.Uniform(0, 1));
    }
    return space;
  }

  private static double[] column(double[][] points, int column) {
    return Arrays.stream(points).mapToDouble(it -> it[column]).toArray();
  }

  private static int cells(double[] numbers, int count) {
    Set<Integer> cells = new HashSet<>();
    for (double number : numbers) {
      cells.add((int) (number * count));
    }
    return cells.size();
  }

  @Test
  void sobolDigitsAreThoseOfSciPy() throws IOException {
    try (InputStream file = getClass().getResourceAsStream("sobol.csv")) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] columns = line.split(",");
        for (int i = 0; i < SobolSequence.MOST_DIMENSIONS; i++) {
          int digits = SobolSequence.digits(Integer.parseInt(columns[0]), i);
          assertEquals(Integer.parseInt(columns[i + 1]), digits >>> 2, line);
        }
      }
    }
  }

  @Test
  void scrambledSobolPointsHaveOneInEachInterval() {
    double[][] points = Searches.points(new Sobol(), CUBE, 128, 1);
    for (int i = 0; i < DIMENSIONS; i++) {
      for (int count = 2; count <= 128; count *= 2) {
        assertEquals(count, cells(Arrays.copyOf(column(points, i), count), count));
      }
    }
  }

  @Test
  void firstTwoSobolCoordinatesAreANet() {
    double[][] points = Searches.points(new Sobol(), cube(2), 64, 5);
    for (int wide = 1; wide <= 64; wide *= 2) {
      Set<Integer> boxes = new HashSet<>();
      for (double[] point : points) {
        boxes.add((int) (point[0] * wide) * 64 + (int) (point[1] * (64 / wide)));
      }
      assertEquals(64, boxes.size());
    }
  }

  @Test
  void scramblesMakeEachPointUniform() {
    double[] firsts = new double[4096];
    for (int seed = 0; seed < firsts.length; seed++) {
      firsts[seed] = new SobolSequence(3, Draws.of(seed, 0, "test")).point(seed % 7)[2];
    }
    Arrays.sort(firsts);
    double distance = 0;
    for (int i = 0; i < firsts.length; i++) {
      distance = Math.max(distance, Math.abs(firsts[i] - (i + 0.5) / firsts.length));
    }

    // The 99.9 % quantile of Kolmogorov and Smirnov.
    assertTrue(distance < 1.95 / Math.sqrt(firsts.length), "distance " + distance);
  }

  @Test
  void sobolHasItsLimit() {
    assertEquals(
        "sobol: expected at most 64 parameters, but got 65 — help: use halton",
        assertThrows(
                IllegalArgumentException.class, () -> Searches.points(new Sobol(), cube(65), 1, 1))
            .getMessage());
  }

  @Test
  void haltonPointsLeaveNoGap() {
    int[] primes = {3, 5, 7, 11, 13};
    for (int i = 0; i < primes.length; i++) {
      int count = primes[i] * primes[i];
      double[] sorted = column(Searches.points(new Halton(), cube(i + 1), count, 3), i);
      Arrays.sort(sorted);
      double gap = sorted[0] + 1 - sorted[count - 1];
      for (int k = 1; k < count; k++) {
        gap = Math.max(gap, sorted[k] - sorted[k - 1]);
      }
      assertTrue(gap < 2.0 / count, "gap " + gap);
    }
  }

  @Test
  void haltonCoordinatesOfLargePrimesAreNotAlike() {
    double[][] points = Searches.points(new Halton(), CUBE, 100, 3);
    for (int i = 1; i < DIMENSIONS; i++) {
      double covariance = 0;
      for (double[] point : points) {
        covariance += 12 * (point[i] - 0.5) * (point[i - 1] - 0.5) / points.length;
      }
      assertEquals(0, covariance, 0.4);
    }
  }

  @Test
  void latinHypercubesHaveOneTrialInEachCell() {
    double[][] points = Searches.points(new LatinHypercube(10), CUBE, 20, 1);
    for (int i = 0; i < DIMENSIONS; i++) {
      assertEquals(10, cells(Arrays.copyOf(column(points, i), 10), 10));
      assertEquals(10, cells(Arrays.copyOfRange(column(points, i), 10, 20), 10));
    }
    assertNotEquals(points[0][0], points[10][0], 1e-3);
  }

  @Test
  void pointsDependOnSeedAndNumberOnly() {
    for (Sampler sampler : ALL) {
      List<?> proposals = Searches.proposals(sampler, CUBE, 5, 1);

      assertEquals(proposals, Searches.proposals(sampler, CUBE, 5, 1));
      if (!(sampler instanceof Grid)) {
        assertNotEquals(proposals, Searches.proposals(sampler, CUBE, 5, 2));
      }
    }
  }

  @Test
  void theyAreMoreEvenThanRandomPoints() {
    double random = error(new RandomSearch());

    assertTrue(error(new Sobol()) < random / 4);
    assertTrue(error(new Halton()) < random / 2);
    assertTrue(error(new LatinHypercube(64)) < random / 4);
  }

  /// Of the mean of a sum of squares over 64 points, root mean square over seeds.
  private static double error(Sampler sampler) {
    double squares = 0;
    for (int seed = 0; seed < 50; seed++) {
      double mean = 0;
      for (double[] point : Searches.points(sampler, cube(5), 64, seed)) {
        mean += Arrays.stream(point).map(it -> it * it).sum() / 64;
      }
      squares += Math.pow(mean - 5 / 3.0, 2);
    }
    return Math.sqrt(squares / 50);
  }
}
