package dev.glissade.nn;

/// How the losses of examples become one number. Their mean by weights is `Loss.weightedMean`.
public enum Reduction {
  /// Their mean; the usual choice.
  MEAN,
  /// Their sum divided by the number of examples, where an example has several losses: PyTorch's
  /// `batchmean`.
  BATCH_MEAN,
  /// Their sum.
  SUM,
  /// Not at all.
  NONE
}
