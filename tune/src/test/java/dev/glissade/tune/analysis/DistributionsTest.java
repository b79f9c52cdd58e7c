package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Values of SciPy 1.17.1: `t.ppf`.
class DistributionsTest {
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
  void theMiddleIsCutFromBothEndsAlike() {
    assertEquals(new Interval(1.75, 5), Interval.middle(new double[] {8, 1, 4, 2}, 0.5));
  }
}
