package dev.glissade.engine.kernels;

/// Reductions in plain Java, summed in double; long columns in blocks of rows, after each of which
/// the sum is rounded to float.
public final class PlainReductions implements Reductions {
  private static final int BLOCK = 64;

  /// The loops; they have no state.
  public PlainReductions() {}

  @Override
  public void sumRows(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = xAt + i * columns;
      double even = 0;
      double odd = 0;
      int j = 0;
      for (; j + 1 < columns; j += 2) {
        even += x[row + j];
        odd += x[row + j + 1];
      }
      out[outAt + i] = (float) (even + odd + (j < columns ? x[row + j] : 0f));
    }
  }

  @Override
  public void sumColumns(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to) {
    for (int first = from; first < to; first += BLOCK) {
      sumBlock(out, outAt, x, xAt, rows, columns, first, Math.min(to, first + BLOCK));
    }
  }

  /// Sums a band of at most `BLOCK` columns in double, which stays in registers or the first-level
  /// cache.
  private static void sumBlock(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to) {
    for (int j = from; j < to; j++) {
      out[outAt + j] = 0f;
    }
    for (int block = 0; block < rows; block += BLOCK * BLOCK) {
      int end = Math.min(rows, block + BLOCK * BLOCK);
      for (int j = from; j < to; j++) {
        double sum = out[outAt + j];
        for (int i = block; i < end; i++) {
          sum += x[xAt + i * columns + j];
        }
        out[outAt + j] = (float) sum;
      }
    }
  }

  @Override
  public void maxRows(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        max = Math.max(max, x[xAt + i * columns + j]);
      }
      out[outAt + i] = max;
    }
  }

  @Override
  public void maxColumns(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to) {
    for (int j = from; j < to; j++) {
      out[outAt + j] = Float.NEGATIVE_INFINITY;
    }
    for (int i = 0; i < rows; i++) {
      int row = xAt + i * columns;
      for (int j = from; j < to; j++) {
        out[outAt + j] = Math.max(out[outAt + j], x[row + j]);
      }
    }
  }

  @Override
  public double sumOfSquares(float[] x, int xAt, int n) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      even += (double) x[xAt + i] * x[xAt + i];
      odd += (double) x[xAt + i + 1] * x[xAt + i + 1];
    }
    return even + odd + (i < n ? (double) x[xAt + i] * x[xAt + i] : 0);
  }
}
