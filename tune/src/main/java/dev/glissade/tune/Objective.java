package dev.glissade.tune;

/// The function to be minimised or maximised. It may be called from several threads at once, each
/// with a trial of its own.
@FunctionalInterface
public interface Objective {
  /// The value of the only goal; `trial.values(…)` tells more than one. A value that is not finite
  /// fails the trial.
  ///
  /// @throws Exception if the trial fails; the study goes on
  double evaluate(Trial trial) throws Exception;
}
