package dev.glissade.train;

/// Which mean and variance batch normalisations have where a network is evaluated and kept.
/// Training itself goes on with its running averages in any case.
public enum NormStatistics {
  /// The running averages of training.
  RUNNING,
  /// Those of the whole training part, computed before every evaluation: a pass over it for each
  /// normalisation and epoch.
  EXACT,
  /// The running averages after each epoch, and those of the whole training part at the end.
  EXACT_AT_END;

  boolean isExact(boolean isEnd) {
    return this == EXACT || (this == EXACT_AT_END && isEnd);
  }
}
