package dev.glissade.engine;

/// Softmax and cross-entropy row by row, in double: part of `Reference`.
final class ReferenceRows {
  private ReferenceRows() {}

  static double[] softmax(double[] x, int columns, boolean logarithm) {
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row += columns) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = row; j < row + columns; j++) {
        max = Math.max(max, x[j]);
      }
      double sum = 0;
      for (int j = row; j < row + columns; j++) {
        sum += Math.exp(x[j] - max);
      }
      for (int j = row; j < row + columns; j++) {
        y[j] = logarithm ? x[j] - max - Math.log(sum) : Math.exp(x[j] - max) / sum;
      }
    }
    return y;
  }

  static double[] crossEntropy(double[] logits, double[] targets, int rows, int columns) {
    double[] logProbabilities = softmax(logits, columns, true);
    double[] loss = new double[rows];
    for (int i = 0; i < logits.length; i++) {
      if (targets[i] != 0) {
        loss[i / columns] -= targets[i] * logProbabilities[i];
      }
    }
    return loss;
  }

  static double[] crossEntropyGradient(
      double[] dLoss, double[] logits, double[] targets, int columns) {
    double[] probabilities = softmax(logits, columns, false);
    double[] dLogits = new double[logits.length];
    for (int row = 0; row < dLoss.length; row++) {
      double mass = 0;
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        mass += targets[j];
      }
      for (int j = row * columns; j < (row + 1) * columns; j++) {
        dLogits[j] = dLoss[row] * (probabilities[j] * mass - targets[j]);
      }
    }
    return dLogits;
  }
}
