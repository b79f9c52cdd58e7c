package dev.glissade.bench.tuners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final List<double[]> VALUES =
      List.of(new double[] {1, 2, 3, 6}, new double[] {3, 4, 5, 8});

  @Test
  void theErrorIsThatOfTheMeansOverTables() {
    // Means over tables 2, 3, 4, 7: variance 14/3.
    assertEquals(new Estimate(4, Math.sqrt(14.0 / 3 / 4)), Estimate.of(VALUES));
    assertEquals("4.0000 ± 1.0801", Estimate.of(VALUES).toString());
  }

  @Test
  void theIntervalIsAroundTheMean() {
    double[] interval = Estimate.interval(VALUES);

    assertTrue(interval[0] > 2.5 && interval[0] < 3.3, "from " + interval[0]);
    assertTrue(interval[1] > 4.8 && interval[1] < 5.7, "to " + interval[1]);
  }
}
