package dev.glissade.tune;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an objective holds in its hands while it is evaluated: parameters, where to begin and end,
/// and whom to tell.
///
/// ```java
/// double rate = trial.log("learning-rate", 1e-4, 1e-1);
/// for (long step = trial.from() + 1; step <= trial.until(); step++) {
///   … train one epoch, then
///   if (!trial.report(step, loss)) {
///     break;
///   }
/// }
/// ```
public interface Trial {
  /// Its number in the study.
  int number();

  /// The parameters chosen so far.
  Configuration configuration();

  /// The value of a parameter. One that the space has must be asked for as it is there; one that it
  /// does not have is drawn from `param` and belongs to the space from now on.
  ///
  /// @throws IllegalArgumentException if the space has another parameter of this name
  Value suggest(String name, Param param);

  /// A real number, uniform in `[low, high]`.
  default double uniform(String name, double low, double high) {
    suggest(name, new Param.Uniform(low, high));
    return configuration().real(name);
  }

  /// A positive real number, uniform in its logarithm.
  default double log(String name, double low, double high) {
    suggest(name, new Param.Log(low, high));
    return configuration().real(name);
  }

  /// A number below one, its distance to one uniform in the logarithm.
  default double logOneMinus(String name, double low, double high) {
    suggest(name, new Param.LogOneMinus(low, high));
    return configuration().real(name);
  }

  /// A whole number in `[low, high]`.
  default long whole(String name, long low, long high) {
    suggest(name, new Param.Whole(low, high, 1));
    return configuration().whole(name);
  }

  /// One of several words.
  default String choice(String name, String... words) {
    suggest(name, new Param.Choice(List.of(words)));
    return configuration().word(name);
  }

  /// Which training of this configuration it is: 0 in the search, more for repeats. A seed of the
  /// objective should depend on it and on nothing else of the trial, so that all trials meet the
  /// same luck.
  int repeat();

  /// A seed for the objective, which follows from the seed of the study and `repeat`.
  long seed();

  /// The step to go on from: 0, or that of the checkpoint.
  long from();

  /// The step to go to.
  long until();

  /// The hash of the checkpoint to go on from; empty to begin afresh.
  Optional<String> checkpoint();

  /// The parameters that were set anew for this trial where it goes on from the checkpoint of
  /// another one: whatever that one's knobs of these names were turned to does not hold for it.
  Set<String> renewed();

  /// Tells the value of the first goal after a step. One that is not finite is not kept, and fails
  /// the trial. After the objective was told to stop, nothing is kept.
  ///
  /// @return whether to go on; if not, the objective should return soon, with any value
  boolean report(long step, double value);

  /// Whether to go on, asked between reports, and cheap enough to be asked often. Where not, the
  /// worker was told to leave or the time of the trial is over: the objective should keep a
  /// checkpoint if it can, and return soon, with any value.
  boolean goesOn();

  /// Tells that a checkpoint of a step is on the disk, so that a later attempt can begin there.
  void saved(long step, String hash);

  /// What people want changed since the last call, by knob; each is recorded as changed at `step`.
  ///
  /// @param current the values before
  Map<String, Double> knobs(long step, Map<String, Double> current);

  /// Tells the values of all goals where there are several; what `evaluate` returns is then not
  /// looked at.
  void values(List<Double> values);

  /// Tells by how much black-box constraints are broken; 0 for not at all.
  void violation(double amount);
}
