package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KendallTest {
  private static final double[] UP = {1, 2, 3, 4, 5, 6};

  /// The values with ties are those of SciPy's `kendalltau`.
  @Test
  void theSameAndTheOppositeOrder() {
    assertEquals(1, Kendall.tau(UP, new double[] {0, 1, 4, 9, 16, 25}));
    assertEquals(-1, Kendall.tau(UP, new double[] {6, 5, 4, 3, 2, 1}));
    assertEquals(0.4, Kendall.tau(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 2}), 1e-15);
    assertEquals(
        -0.2222222222222222,
        Kendall.tau(new double[] {1, 2, 2, 3, 5}, new double[] {1, 3, 2, 2, 0}),
        1e-15);
    assertTrue(Double.isNaN(Kendall.tau(UP, new double[] {1, 1, 1, 1, 1, 1})));
  }

  @Test
  void theIntervalHasTheValueAndShrinks() {
    double[] x = new double[60];
    double[] y = new double[60];
    for (int i = 0; i < x.length; i++) {
      x[i] = Histories.units(2, 1, i)[0];
      y[i] = x[i] + 0.5 * Histories.units(2, 1, i)[1];
    }
    Interval many = Kendall.interval(x, y, 1);
    Interval few = Kendall.interval(Arrays.copyOf(x, 8), Arrays.copyOf(y, 8), 1);

    assertTrue(many.contains(Kendall.tau(x, y)), () -> many + "");
    assertTrue(many.low() > 0.3 && many.high() < 0.9, () -> many + "");
    assertTrue(few.high() - few.low() > 1.5 * (many.high() - many.low()), () -> few + "");
    assertEquals(new Interval(1, 1), Kendall.interval(UP, UP, 1));
  }
}
