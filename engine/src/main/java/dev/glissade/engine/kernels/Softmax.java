package dev.glissade.engine.kernels;

/// Softmax and its cross-entropy over the rows of a matrix; the row maximum is subtracted first, so
/// logits of ±1e4 are safe.
public interface Softmax {
  /// `out[i, j] = e^x[i, j] / Σₖ e^x[i, k]` for rows `[from, to)`.
  void softmax(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to);

  /// `out[i, j] = x[i, j] - ln Σₖ e^x[i, k]` for rows `[from, to)`.
  void logSoftmax(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to);

  /// `loss[i] = -Σⱼ targets[i, j] · logSoftmax(logits)[i, j]` for rows `[from, to)`. A target of
  /// exactly 0 contributes 0.
  void crossEntropy(
      float[] loss,
      int lossAt,
      float[] logits,
      int logitsAt,
      float[] targets,
      int targetsAt,
      int columns,
      int from,
      int to);

  /// `dLogits[i, j] = dLoss[i] · (softmax(logits)[i, j] · Σₖ targets[i, k] - targets[i, j])` for
  /// rows `[from, to)`.
  void crossEntropyGradient(
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
      int to);
}
