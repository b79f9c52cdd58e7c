package dev.glissade.tune;

/// Who ends a trial early because it does not look promising.
///
/// A verdict is a pure function of its arguments. Trials are compared at equal steps only.
public interface Stopper {
  /// Whether the trial should end after its last report.
  ///
  /// @param trial with its reports so far, at least one
  /// @param history the trials that it is compared with
  boolean stops(TrialRecord trial, History history);

  /// Name and settings, such as `median` or `asha(minimum=1,factor=4)`, from which the stopper can
  /// be made again.
  String describe();
}
