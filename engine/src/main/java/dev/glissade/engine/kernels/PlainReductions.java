package dev.glissade.engine.kernels;

import java.util.Arrays;

/// Reductions in plain Java, summed in double; long columns in blocks of rows, after each of which
/// the sum is rounded to float.
public final class PlainReductions implements Reductions {
  private static final int BAND = 512;

  /// Rows of a column that are summed without rounding to float.
  private static final int ROWS_AT_A_TIME = 4096;

  /// A row of a band of columns, copied to where the JIT compiler makes vectors of the loop over
  /// it, and the sums.
  private static final class Band {
    final float[] x = new float[BAND];
    final double[] sum = new double[BAND];
  }

  private final ThreadLocal<Band> bands = ThreadLocal.withInitial(Band::new);

  /// The loops; their only state is each thread's scratch.
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
    Band own = bands.get();
    for (int first = from; first < to; first += BAND) {
      int n = Math.min(BAND, to - first);
      Arrays.fill(own.sum, 0, n, 0);
      for (int i = 0; i < rows; i++) {
        if (i % ROWS_AT_A_TIME == 0) {
          round(own.sum, n);
        }
        System.arraycopy(x, xAt + i * columns + first, own.x, 0, n);
        add(own.sum, own.x, n);
      }
      for (int j = 0; j < n; j++) {
        out[outAt + first + j] = (float) own.sum[j];
      }
    }
  }

  private static void round(double[] sum, int n) {
    for (int j = 0; j < n; j++) {
      sum[j] = (float) sum[j];
    }
  }

  /// Adds the first `n` elements of a row.
  static void add(double[] sum, float[] x, int n) {
    for (int j = 0; j < n; j++) {
      sum[j] += x[j];
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
