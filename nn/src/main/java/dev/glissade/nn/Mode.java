package dev.glissade.nn;

/// What a model is traced for.
public enum Mode {
  /// Learning: batch statistics, dropout, running averages move.
  TRAINING,
  /// Use: running averages, no dropout, nothing moves.
  INFERENCE
}
