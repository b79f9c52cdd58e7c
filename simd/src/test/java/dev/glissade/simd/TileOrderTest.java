package dev.glissade.simd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.kernels.MatMul;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A thread has tiles that follow each other, so the first half of them is what one of two threads
/// does.
class TileOrderTest {
  private static final float UNTOUCHED = 7f;

  /// `c` after the first half of the tiles.
  private static float[] firstHalf(MatMul.Sizes sizes) {
    MatMul.Product product = new VectorKernelProvider().kernels(0).matMul().product(sizes);
    float[] a = new float[sizes.m() * sizes.k()];
    float[] b = new float[sizes.k() * sizes.n()];
    float[] c = new float[sizes.m() * sizes.n()];
    Arrays.fill(c, UNTOUCHED);
    int parts = product.begin();
    for (int i = 0; i < parts; i++) {
      product.pack(i, a, 0, b, 0);
    }
    for (int i = 0; i < product.tiles() / 2; i++) {
      product.tile(i, c, 0, a, 0, b, 0, MatMul.Epilogue.NONE);
    }
    return c;
  }

  private static boolean isWritten(float[] c, int n, int row, int column) {
    return c[row * n + column] != UNTOUCHED;
  }

  /// As the optimiser divides it, whatever its shape.
  @Test
  void aGradientOfWeightsIsDividedByRows() {
    for (int m : new int[] {192, 768}) {
      int n = 384;
      float[] c = firstHalf(new MatMul.Sizes(m, n, 128, true, false));
      for (int column = 0; column < n; column++) {
        assertTrue(isWritten(c, n, 0, column), "row 0, column " + column);
        assertFalse(isWritten(c, n, m - 1, column), "last row, column " + column);
      }
    }
  }

  /// Each thread reads all of the batch, and its own columns of the larger matrix of weights.
  @Test
  void outputsOfManyUnitsAreDividedByColumns() {
    int m = 64;
    int n = 384;
    for (boolean transposeRight : new boolean[] {false, true}) {
      float[] c = firstHalf(new MatMul.Sizes(m, n, 256, false, transposeRight));
      for (int row = 0; row < m; row++) {
        assertTrue(isWritten(c, n, row, 0), "column 0, row " + row);
        assertFalse(isWritten(c, n, row, n - 1), "last column, row " + row);
      }
    }
  }

  @Test
  void outputsOfManyExamplesAreDividedByRows() {
    int m = 768;
    int n = 192;
    float[] c = firstHalf(new MatMul.Sizes(m, n, 128, false, false));
    for (int column = 0; column < n; column++) {
      assertTrue(isWritten(c, n, 0, column), "row 0, column " + column);
      assertFalse(isWritten(c, n, m - 1, column), "last row, column " + column);
    }
  }
}
