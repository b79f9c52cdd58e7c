package dev.glissade.tune;

/// Where a trial is.
public enum TrialState {
  /// A worker has it, or had it and is gone; its configuration is known, its value is not.
  RUNNING,
  /// Went as far as it should for now; it can go on from its checkpoint.
  PAUSED,
  /// Ended with a value.
  COMPLETE,
  /// Ended early, because others did better or its time was over; it has reports but no final
  /// value.
  STOPPED,
  /// Ended without a usable value: an error, or a loss that was not a number.
  FAILED
}
