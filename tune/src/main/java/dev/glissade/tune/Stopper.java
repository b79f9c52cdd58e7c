package dev.glissade.tune;

/// Who ends a trial early because it does not look promising.
///
/// A verdict is a pure function of its arguments. Trials are compared at equal steps only.
public interface Stopper {
  /// Whether the trial should end after its last report.
  ///
  /// @param trial with its reports so far, at least one
  /// @param history the trials that it is compared with: what was known when its work was decided.
  ///     The trial itself is among them, as it was then, if it went on from a pause
  boolean stops(TrialRecord trial, History history);

  /// Ends none.
  static Stopper none() {
    return new Stopper() {
      @Override
      public boolean stops(TrialRecord trial, History history) {
        return false;
      }

      @Override
      public String describe() {
        return "none";
      }
    };
  }

  /// Name and settings, such as `median` or `asha(minimum=1,factor=4)`, from which the stopper can
  /// be made again.
  String describe();
}
