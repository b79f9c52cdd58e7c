package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExponentialAverageTest {
  @Test
  void itsThreeVariantsAreThoseOfTheFormulas() {
    ExponentialAverage average = ExponentialAverage.of(0.9).add(10).add(20);

    assertEquals(0.9 * (0.1 * 10) + 0.1 * 20, average.fromZero(), 1e-12);
    assertEquals((0.9 * 1 + 2) / (1 - 0.81), average.corrected(), 1e-12);
    assertEquals(0.9 * 10 + 0.1 * 20, average.fromFirst(), 1e-12);
    assertEquals(2, average.count());
    assertEquals(0.81, average.product(), 1e-15);
  }

  @Test
  void theCorrectedAverageOfAConstantIsTheConstantFromTheFirstValueOn() {
    ExponentialAverage average = ExponentialAverage.of(0.98);
    for (int i = 0; i < 50; i++) {
      average = average.add(3);
      assertEquals(3, average.corrected(), 1e-12);
      assertEquals(3, average.fromFirst(), 1e-12);
    }
  }

  @Test
  void nothingAveragedGivesNoNumber() {
    assertTrue(Double.isNaN(ExponentialAverage.of(0.5).corrected()));
  }

  @Test
  void betaMustBeBelowOne() {
    for (double beta : new double[] {1, -0.1, Double.NaN}) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> ExponentialAverage.of(beta));
      assertEquals("beta: expected 0 <= beta < 1, but got " + beta, e.getMessage());
    }
  }
}
