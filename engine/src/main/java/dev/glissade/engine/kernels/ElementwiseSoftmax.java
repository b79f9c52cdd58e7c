package dev.glissade.engine.kernels;

import org.jspecify.annotations.Nullable;

/// Softmax over a provider's exponentials: those of several rows at a time are one element-wise
/// loop. Sums in double.
public final class ElementwiseSoftmax implements Softmax {
  private final Elementwise elementwise;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  /// The loops, with the exponentials of `elementwise`; their only state is each thread's scratch.
  public ElementwiseSoftmax(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  /// Exponentials of some rows, and the rows' maxima.
  private static final class Scratch {
    /// Floats of a few rows: half of a small first-level cache.
    private static final int SIZE = 4_096;

    private final float[] maxima = new float[SIZE];
    private float[] values = new float[SIZE];

    /// Rows that fit; at least one, however long.
    int rows(int columns) {
      if (values.length < columns) {
        values = new float[columns];
      }
      return Math.min(SIZE, values.length / Math.max(1, columns));
    }
  }

  @Override
  public void softmax(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    int at = outAt + from * columns;
    exponentials(out, at, x, xAt + from * columns, columns, to - from, null);
    for (int row = at; row < outAt + to * columns; row += columns) {
      float scale = (float) (1 / sum(out, row, columns));
      for (int j = row; j < row + columns; j++) {
        out[j] *= scale;
      }
    }
  }

  @Override
  public void logSoftmax(
      float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    Scratch own = scratch.get();
    int most = own.rows(columns);
    for (int first = from; first < to; first += most) {
      int rows = Math.min(most, to - first);
      exponentials(own.values, 0, x, xAt + first * columns, columns, rows, own.maxima);
      for (int i = 0; i < rows; i++) {
        float logSum = (float) Math.log(sum(own.values, i * columns, columns));
        int row = (first + i) * columns;
        for (int j = row; j < row + columns; j++) {
          out[outAt + j] = x[xAt + j] - own.maxima[i] - logSum;
        }
      }
    }
  }

  @Override
  public void crossEntropy(
      float[] loss,
      int lossAt,
      float[] logits,
      int logitsAt,
      float[] targets,
      int targetsAt,
      int columns,
      int from,
      int to) {
    Scratch own = scratch.get();
    int most = own.rows(columns);
    for (int first = from; first < to; first += most) {
      int rows = Math.min(most, to - first);
      exponentials(own.values, 0, logits, logitsAt + first * columns, columns, rows, own.maxima);
      for (int i = 0; i < rows; i++) {
        double shift = own.maxima[i] + Math.log(sum(own.values, i * columns, columns));
        int row = (first + i) * columns;
        double sum = 0;
        for (int j = row; j < row + columns; j++) {
          float target = targets[targetsAt + j];
          if (target != 0f) {
            sum -= target * (logits[logitsAt + j] - shift);
          }
        }
        loss[lossAt + first + i] = (float) sum;
      }
    }
  }

  @Override
  public void crossEntropyGradient(
      float[] dLogits,
      int dLogitsAt,
      float[] dLoss,
      int dLossAt,
      float[] logits,
      int logitsAt,
      float[] targets,
      int targetsAt,
      int columns,
      int from,
      int to) {
    int offset = from * columns;
    exponentials(dLogits, dLogitsAt + offset, logits, logitsAt + offset, columns, to - from, null);
    for (int i = from; i < to; i++) {
      int result = dLogitsAt + i * columns;
      int target = targetsAt + i * columns;
      double mass = sum(targets, target, columns);
      float scale = (float) (mass / sum(dLogits, result, columns));
      float upstream = dLoss[dLossAt + i];
      for (int j = 0; j < columns; j++) {
        dLogits[result + j] = upstream * (dLogits[result + j] * scale - targets[target + j]);
      }
    }
  }

  /// `out[i, j] = e^(x[i, j] - max(x[i]))`; the maxima are kept if there is an array for them.
  private void exponentials(
      float[] out,
      int outAt,
      float[] x,
      int xAt,
      int columns,
      int rows,
      float @Nullable [] maxima) {
    for (int i = 0; i < rows; i++) {
      int row = xAt + i * columns;
      float max = Float.NEGATIVE_INFINITY;
      for (int j = row; j < row + columns; j++) {
        max = Math.max(max, x[j]);
      }
      for (int j = 0; j < columns; j++) {
        out[outAt + i * columns + j] = x[row + j] - max;
      }
      if (maxima != null) {
        maxima[i] = max;
      }
    }
    elementwise.unary(UnaryFunction.EXPONENTIAL, out, outAt, out, outAt, rows * columns);
  }

  private static double sum(float[] x, int at, int n) {
    double sum = 0;
    for (int j = at; j < at + n; j++) {
      sum += x[j];
    }
    return sum;
  }
}
