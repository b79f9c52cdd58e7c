package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Draws;
import org.junit.jupiter.api.Test;

final class MatricesTest {
  private static double[][] positive(int n) {
    Draws draws = Draws.of(1, n, "matrix");
    double[][] root = new double[n][];
    for (int i = 0; i < n; i++) {
      root[i] = draws.uniforms(n);
    }
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        product[i][j] = Matrices.dot(root[i], root[j], n) + (i == j ? 0.5 : 0);
      }
    }
    return product;
  }

  @Test
  void theSquareOfTheInverseFactorIsTheInverse() {
    for (int n : new int[] {1, 2, 3, 7, 20}) {
      double[][] matrix = positive(n);
      double[][] factor = positive(n);

      assertTrue(Matrices.cholesky(factor));
      double[][] inverse = Matrices.gram(Matrices.inverse(factor));

      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += matrix[i][k] * (k >= j ? inverse[k][j] : inverse[j][k]);
          }
          assertEquals(i == j ? 1 : 0, sum, 1e-10);
        }
      }
    }
  }

  @Test
  void productsWithATriangleAreThoseByHand() {
    double[][] triangle = {{2, 9}, {3, 4}};

    assertArrayEquals(new double[] {10, 39}, Matrices.times(triangle, new double[] {5, 6}));
    assertArrayEquals(
        new double[] {28, 24}, Matrices.transposedTimes(triangle, new double[] {5, 6}));
  }

  @Test
  void whatIsNotPositiveDefiniteIsRefused() {
    assertFalse(Matrices.cholesky(new double[][] {{1, 2}, {2, 1}}));
    assertFalse(Matrices.cholesky(new double[][] {{Double.NaN}}));
  }

  @Test
  void eigenvectorsAreScaledByTheirEigenvalues() {
    for (int n : new int[] {1, 2, 5, 20}) {
      double[][] matrix = positive(n);

      Matrices.Eigen eigen = Matrices.eigen(matrix);

      for (int k = 0; k < n; k++) {
        double[] vector = new double[n];
        for (int i = 0; i < n; i++) {
          vector[i] = eigen.vectors()[i][k];
        }
        assertEquals(1, Matrices.dot(vector, vector, n), 1e-12);
        for (int i = 0; i < n; i++) {
          assertEquals(eigen.values()[k] * vector[i], Matrices.dot(matrix[i], vector, n), 1e-11);
        }
      }
    }
  }
}
