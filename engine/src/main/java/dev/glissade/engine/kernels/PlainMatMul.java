package dev.glissade.engine.kernels;

/// Matrix products in plain Java: four rows of `c` at a time, blocked over the summed dimension,
/// with the inner loop along a row of `b`, which the JIT compiler vectorises. A transposed operand
/// is packed (turned round) first.
public final class PlainMatMul implements MatMul {
  private static final int ROWS = 32;
  private static final int DEPTH = 128;

  private final Elementwise elementwise = new PlainElementwise();

  /// A factory of products; it has no state.
  public PlainMatMul() {}

  @Override
  public Product product(Sizes sizes) {
    return new Blocked(sizes, elementwise);
  }

  private static final class Blocked implements Product {
    private final Sizes sizes;
    private final Elementwise elementwise;
    private final float[] left;
    private final float[] right;

    Blocked(Sizes sizes, Elementwise elementwise) {
      this.sizes = sizes;
      this.elementwise = elementwise;
      this.left = new float[sizes.transposeLeft() ? Math.multiplyExact(sizes.m(), sizes.k()) : 0];
      this.right = new float[sizes.transposeRight() ? Math.multiplyExact(sizes.k(), sizes.n()) : 0];
    }

    @Override
    public int packs() {
      return sizes.transposeLeft() || sizes.transposeRight() ? 1 : 0;
    }

    @Override
    public void pack(int index, float[] a, int aAt, float[] b, int bAt) {
      if (sizes.transposeLeft()) {
        transpose(left, a, aAt, sizes.k(), sizes.m());
      }
      if (sizes.transposeRight()) {
        transpose(right, b, bAt, sizes.n(), sizes.k());
      }
    }

    /// `out[columns, rows]` from `x[rows, columns]`, in squares that stay in the cache.
    private static void transpose(float[] out, float[] x, int xAt, int rows, int columns) {
      int square = 32;
      for (int i0 = 0; i0 < rows; i0 += square) {
        for (int j0 = 0; j0 < columns; j0 += square) {
          for (int i = i0; i < Math.min(rows, i0 + square); i++) {
            for (int j = j0; j < Math.min(columns, j0 + square); j++) {
              out[j * rows + i] = x[xAt + i * columns + j];
            }
          }
        }
      }
    }

    @Override
    public int tiles() {
      return Math.ceilDiv(sizes.m(), ROWS);
    }

    @Override
    public void tile(
        int index, float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, Epilogue epilogue) {
      float[] rows = sizes.transposeLeft() ? left : a;
      int rowsAt = sizes.transposeLeft() ? 0 : aAt;
      float[] columns = sizes.transposeRight() ? right : b;
      int columnsAt = sizes.transposeRight() ? 0 : bAt;
      int from = index * ROWS;
      int to = Math.min(sizes.m(), from + ROWS);
      int n = sizes.n();
      java.util.Arrays.fill(c, cAt + from * n, cAt + to * n, 0f);
      for (int p = 0; p < sizes.k(); p += DEPTH) {
        int end = Math.min(sizes.k(), p + DEPTH);
        int i = from;
        for (; i + 4 <= to; i += 4) {
          fourRows(c, cAt + i * n, rows, rowsAt + i * sizes.k(), columns, columnsAt, p, end);
        }
        for (; i < to; i++) {
          oneRow(c, cAt + i * n, rows, rowsAt + i * sizes.k(), columns, columnsAt, p, end);
        }
      }
      if (!epilogue.isNone()) {
        for (int i = from; i < to; i++) {
          epilogue.apply(elementwise, c, cAt + i * n, 0, n);
        }
      }
    }

    private void fourRows(
        float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, int from, int to) {
      int n = sizes.n();
      int k = sizes.k();
      for (int p = from; p < to; p++) {
        float a0 = a[aAt + p];
        float a1 = a[aAt + k + p];
        float a2 = a[aAt + 2 * k + p];
        float a3 = a[aAt + 3 * k + p];
        int row = bAt + p * n;
        for (int j = 0; j < n; j++) {
          float value = b[row + j];
          c[cAt + j] += a0 * value;
          c[cAt + n + j] += a1 * value;
          c[cAt + 2 * n + j] += a2 * value;
          c[cAt + 3 * n + j] += a3 * value;
        }
      }
    }

    private void oneRow(
        float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, int from, int to) {
      int n = sizes.n();
      for (int p = from; p < to; p++) {
        float factor = a[aAt + p];
        int row = bAt + p * n;
        for (int j = 0; j < n; j++) {
          c[cAt + j] += factor * b[row + j];
        }
      }
    }
  }
}
