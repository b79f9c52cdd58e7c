package dev.glissade.train;

import dev.glissade.optim.Plateau;
import java.util.Optional;

/// What the loop itself has to remember besides the state: the costs of the current epoch, the
/// best epoch so far, and what the plateau rule has seen, if there is one.
///
/// `bestEpoch` is 0 before the first evaluation; epochs count from 1 here, as people count them.
public record Progress(
    double costSum,
    long costCount,
    long bestEpoch,
    double bestValue,
    Optional<Plateau.Watch> watch) {
  /// Nothing yet.
  static final Progress START = new Progress(0, 0, 0, Double.POSITIVE_INFINITY, Optional.empty());

  Progress step(double cost, int examples) {
    return new Progress(
        costSum + cost * examples, costCount + examples, bestEpoch, bestValue, watch);
  }

  /// The same with the costs of an earlier step of the epoch.
  Progress withCosts(double sum, long count) {
    return new Progress(sum, count, bestEpoch, bestValue, watch);
  }

  /// The same with every loss to come better than those before, and patience counted from `epoch`.
  Progress bestForgotten(long epoch) {
    return new Progress(costSum, costCount, epoch, START.bestValue, watch);
  }

  Progress newEpoch() {
    return new Progress(0, 0, bestEpoch, bestValue, watch);
  }

  Progress evaluated(long epoch, double value, EarlyStopping rule) {
    return rule.isBetter(value, bestValue)
        ? new Progress(costSum, costCount, epoch, value, watch)
        : this;
  }

  Progress watching(Plateau.Watch next) {
    return with(Optional.of(next));
  }

  /// The same with something else seen by the plateau rule.
  public Progress with(Optional<Plateau.Watch> seen) {
    return new Progress(costSum, costCount, bestEpoch, bestValue, seen);
  }

  /// @throws CheckpointException unless there is something of a plateau rule, or nothing, as
  ///     expected
  void requireWatch(boolean isExpected) {
    if (watch.isPresent() != isExpected) {
      throw new CheckpointException(
          "resume: expected a checkpoint %s a plateau rule, but got one %s — help: the schedule must be that of the run"
              .formatted(isExpected ? "with" : "without", isExpected ? "without" : "with"));
    }
  }

  double meanCost() {
    return costSum / costCount;
  }
}
