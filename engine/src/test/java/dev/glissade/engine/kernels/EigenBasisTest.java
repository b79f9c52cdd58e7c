package dev.glissade.engine.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Eigenvectors: what they must be, whatever the matrix.
class EigenBasisTest {
  private static double[] symmetric(int n, long seed) {
    double[] x = new Random(seed).doubles(n * n, -1, 1).toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        x[i * n + j] = x[j * n + i];
      }
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 33})
  void columnsAreOrthonormalAndMakeTheMatrixDiagonal(int n) {
    double[] x = symmetric(n, n);
    double[] q = new EigenBasis(n).of(x, new double[n * n]);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        double turned = 0;
        for (int k = 0; k < n; k++) {
          product += q[k * n + i] * q[k * n + j];
          for (int l = 0; l < n; l++) {
            turned += q[k * n + i] * x[k * n + l] * q[l * n + j];
          }
        }
        assertEquals(i == j ? 1 : 0, product, 1e-12);
        assertEquals(i == j ? turned : 0, turned, 1e-8);
      }
    }
  }

  @Test
  void aBasisThatIsRightStaysAsItIs() {
    double[] x = symmetric(6, 1);
    EigenBasis kernel = new EigenBasis(6);
    double[] q = kernel.of(x, new double[36]);
    assertArrayEquals(q, kernel.of(x, q), 1e-9);
  }

  @Test
  void ofNothingThePreviousBasisIsKeptBitForBit() {
    double[] q = new EigenBasis(3).of(symmetric(3, 2), new double[9]);
    assertArrayEquals(q, new EigenBasis(3).of(new double[9], q), 0);
    double[] bad = new double[9];
    bad[4] = Double.NaN;
    assertArrayEquals(q, new EigenBasis(3).of(bad, q), 0);
    assertArrayEquals(
        new double[] {1, 0, 0, 1}, new EigenBasis(2).of(new double[4], new double[4]), 0);
  }
}
