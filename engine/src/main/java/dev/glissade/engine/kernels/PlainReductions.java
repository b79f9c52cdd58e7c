package dev.glissade.engine.kernels;

/// Reductions in plain Java, summed in double; long columns in blocks of rows, after each of which
/// the sum is rounded to float.
public final class PlainReductions implements Reductions {
  private static final int BLOCK = 64;

  /// Rows of a column that are summed without rounding to float.
  public static final int ROWS_AT_A_TIME = BLOCK * BLOCK;

  /// The loops; they have no state.
  public PlainReductions() {}

  @Override
  public void sumRows(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      out[outAt + i] = (float) sum(x, xAt + i * columns, columns);
    }
  }

  /// In four chains, which hide the latency of an addition.
  private static double sum(float[] x, int at, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < n; j += 4) {
      s0 += x[at + j];
      s1 += x[at + j + 1];
      s2 += x[at + j + 2];
      s3 += x[at + j + 3];
    }
    for (; j < n; j++) {
      s0 += x[at + j];
    }
    return (s0 + s1) + (s2 + s3);
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
    for (int block = 0; block < rows; block += ROWS_AT_A_TIME) {
      int end = Math.min(rows, block + ROWS_AT_A_TIME);
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
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = xAt;
    for (; i + 3 < xAt + n; i += 4) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < xAt + n; i++) {
      s0 += (double) x[i] * x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
