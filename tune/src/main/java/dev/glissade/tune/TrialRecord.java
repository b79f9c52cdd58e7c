package dev.glissade.tune;

import java.util.List;

/// What is known of one trial.
///
/// @param number counted from 0 in the order of proposals; never changes
/// @param configuration its hyper-parameters
/// @param state where it is
/// @param until the step to which it was last sent
/// @param values of the goals, in their order; empty unless complete
/// @param violation by how much it breaks black-box constraints, 0 for none
/// @param reports in the order of steps
/// @param repeats values of the first goal with further seeds, for an honest score
public record TrialRecord(
    int number,
    Configuration configuration,
    TrialState state,
    long until,
    List<Double> values,
    double violation,
    List<Report> reports,
    List<Repeat> repeats) {
  /// One more training of the same configuration with another seed. The value is NaN while it is
  /// under way, and if it failed.
  public record Repeat(int seed, double value) {}

  /// The same with other reports.
  public TrialRecord withReports(List<Report> changed) {
    return new TrialRecord(
        number, configuration, state, until, values, violation, changed, repeats);
  }

  /// A trial that has just begun.
  public static TrialRecord begun(int number, Configuration configuration, long until) {
    return new TrialRecord(
        number, configuration, TrialState.RUNNING, until, List.of(), 0, List.of(), List.of());
  }
}
