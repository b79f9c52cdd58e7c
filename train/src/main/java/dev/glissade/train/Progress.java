package dev.glissade.train;

/// What the loop itself has to remember besides the state: the costs of the current epoch, and the
/// best epoch so far.
///
/// `bestEpoch` is 0 before the first evaluation; epochs count from 1 here, as people count them.
public record Progress(double costSum, long costCount, long bestEpoch, double bestValue) {
  /// Nothing yet.
  static final Progress START = new Progress(0, 0, 0, Double.POSITIVE_INFINITY);

  Progress step(double cost, int examples) {
    return new Progress(costSum + cost * examples, costCount + examples, bestEpoch, bestValue);
  }

  /// The same with the costs of an earlier step of the epoch.
  Progress withCosts(double sum, long count) {
    return new Progress(sum, count, bestEpoch, bestValue);
  }

  Progress newEpoch() {
    return new Progress(0, 0, bestEpoch, bestValue);
  }

  Progress evaluated(long epoch, double value) {
    return value < bestValue ? new Progress(costSum, costCount, epoch, value) : this;
  }

  double meanCost() {
    return costSum / costCount;
  }
}
