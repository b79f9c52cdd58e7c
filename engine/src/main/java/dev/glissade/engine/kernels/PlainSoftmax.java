package dev.glissade.engine.kernels;

/// Softmax kernels in plain Java; sums in double.
public final class PlainSoftmax implements Softmax {
  /// The loops; they have no state.
  public PlainSoftmax() {}

  @Override
  public void softmax(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = xAt + i * columns;
      int result = outAt + i * columns;
      float max = max(x, row, columns);
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double e = Math.exp(x[row + j] - max);
        out[result + j] = (float) e;
        sum += e;
      }
      float scale = (float) (1 / sum);
      for (int j = 0; j < columns; j++) {
        out[result + j] *= scale;
      }
    }
  }

  @Override
  public void logSoftmax(
      float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = xAt + i * columns;
      float max = max(x, row, columns);
      float logSum = (float) Math.log(sumOfExponentials(x, row, columns, max));
      for (int j = 0; j < columns; j++) {
        out[outAt + i * columns + j] = x[row + j] - max - logSum;
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
    for (int i = from; i < to; i++) {
      int row = logitsAt + i * columns;
      float max = max(logits, row, columns);
      double logSum = Math.log(sumOfExponentials(logits, row, columns, max));
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        float target = targets[targetsAt + i * columns + j];
        if (target != 0f) {
          sum -= target * ((double) logits[row + j] - max - logSum);
        }
      }
      loss[lossAt + i] = (float) sum;
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
    for (int i = from; i < to; i++) {
      int row = logitsAt + i * columns;
      int target = targetsAt + i * columns;
      int result = dLogitsAt + i * columns;
      float max = max(logits, row, columns);
      double sum = 0;
      double mass = 0;
      for (int j = 0; j < columns; j++) {
        double e = Math.exp(logits[row + j] - max);
        dLogits[result + j] = (float) e;
        sum += e;
        mass += targets[target + j];
      }
      float scale = (float) (mass / sum);
      float upstream = dLoss[dLossAt + i];
      for (int j = 0; j < columns; j++) {
        dLogits[result + j] = upstream * (dLogits[result + j] * scale - targets[target + j]);
      }
    }
  }

  private static float max(float[] x, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      max = Math.max(max, x[at + j]);
    }
    return max;
  }

  private static double sumOfExponentials(float[] x, int at, int n, float max) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += Math.exp(x[at + j] - max);
    }
    return sum;
  }
}
