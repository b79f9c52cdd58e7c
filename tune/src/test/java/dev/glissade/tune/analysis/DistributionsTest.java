package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Values of SciPy 1.17.1: `norm.cdf`, `t.ppf`.
class DistributionsTest {
  @Test
  void theNormalDistribution() {
    assertEquals(0.5, Normal.cdf(0));
    assertEquals(0.8413447460685429, Normal.cdf(1), 1e-15);
    assertEquals(0.024997895148220435, Normal.cdf(-1.96), 1e-16);
    assertEquals(2.866515718791933e-07, Normal.cdf(-5), 1e-20);
    assertEquals(7.619853024160527e-24, Normal.cdf(-10), 1e-36);
    assertEquals(Normal.cdf(-3 - 1e-12), Normal.cdf(-3 + 1e-12), 1e-13);
    assertEquals(1, Normal.cdf(40));
    assertEquals(0, Normal.cdf(Double.NEGATIVE_INFINITY));
  }

  @Test
  void studentsDistribution() {
    assertEquals(12.706204736174705, StudentT.twoSided(0.95, 1), 1e-9);
    assertEquals(4.302652729749462, StudentT.twoSided(0.95, 2), 1e-11);
    assertEquals(2.5705818356363146, StudentT.twoSided(0.95, 5), 1e-12);
    assertEquals(2.228138851986274, StudentT.twoSided(0.95, 10), 1e-12);
    assertEquals(1.9623390808264078, StudentT.twoSided(0.95, 1000), 1e-11);
    assertEquals(9.924843200918294, StudentT.twoSided(0.99, 2), 1e-10);
  }

  @Test
  void quantilesLieBetweenNeighbours() {
    double[] sorted = {1, 2, 4, 8};

    assertEquals(1, Interval.quantile(sorted, 0));
    assertEquals(3, Interval.quantile(sorted, 0.5));
    assertEquals(8, Interval.quantile(sorted, 1));
    assertEquals(new Interval(1.75, 5), Interval.middle(new double[] {8, 1, 4, 2}, 0.5));
  }
}
