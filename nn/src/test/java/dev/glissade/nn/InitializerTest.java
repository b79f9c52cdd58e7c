package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Shape;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final Shape WEIGHT = Shape.of(300, 200);

  private static float[] values(Initializer initializer, Shape shape) {
    return initializer.values(shape, RandomNumbers.of(5, "initial w"));
  }

  private static void assertMoments(double variance, Initializer initializer) {
    double sum = 0;
    double squares = 0;
    for (float value : values(initializer, WEIGHT)) {
      sum += value;
      squares += (double) value * value;
    }
    int n = WEIGHT.size();

    assertEquals(0, sum / n, 5 * Math.sqrt(variance / n));
    assertEquals(variance, squares / n, 5 * variance * Math.sqrt(2.0 / n));
  }

  @Test
  void variancesAreThoseOfThePapers() {
    assertMoments(2.0 / 500, Initializer.glorot());
    assertMoments(2.0 / 300, Initializer.he());
    assertMoments(1.0 / 300, Initializer.leCun());
  }

  @Test
  void glorotIsUniform() {
    double bound = Math.sqrt(6.0 / 500);
    double largest = 0;
    for (float value : values(Initializer.glorot(), WEIGHT)) {
      largest = Math.max(largest, Math.abs(value));
    }

    assertTrue(largest <= bound && largest > 0.999 * bound, "largest " + largest);
  }

  @Test
  void orthogonalRowsOrColumnsAreOrthonormal() {
    for (int[] extents : new int[][] {{20, 7}, {7, 20}, {9, 9}, {1, 5}}) {
      float[] w = values(Initializer.orthogonal(), Shape.of(extents));
      int count = Math.min(extents[0], extents[1]);
      int length = Math.max(extents[0], extents[1]);
      boolean isWide = extents[1] >= extents[0];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          double dot = 0;
          for (int k = 0; k < length; k++) {
            int first = isWide ? i * extents[1] + k : k * extents[1] + i;
            int second = isWide ? j * extents[1] + k : k * extents[1] + j;
            dot += (double) w[first] * w[second];
          }
          assertEquals(i == j ? 1 : 0, dot, 1e-6);
        }
      }
    }
  }

  @Test
  void constantsAreConstant() {
    assertArrayEquals(new float[3], values(Initializer.zeros(), Shape.of(3)));
    assertArrayEquals(new float[] {1, 1, 1}, values(Initializer.ones(), Shape.of(3)));
  }

  @Test
  void valuesDependOnTheStreamOnly() {
    assertArrayEquals(values(Initializer.he(), WEIGHT), values(Initializer.he(), WEIGHT));
  }
}
