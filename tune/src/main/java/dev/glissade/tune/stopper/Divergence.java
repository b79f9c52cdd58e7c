package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;

/// `divergence(times=10)`: ends a trial whose last value is infinite or not a number, or whose loss
/// is so many times its first one. The latter only where the first is positive and small is good.
///
/// @param times above 1
public record Divergence(double times) implements Stopper {
  /// Checks the number.
  public Divergence {
    if (!(times > 1)) {
      throw new IllegalArgumentException("divergence: expected times above 1, but got " + times);
    }
  }

  @Override
  public boolean stops(TrialRecord trial, History history) {
    double first = history.loss(trial.reports().getFirst().value());
    double last = history.loss(trial.reports().getLast().value());
    return !Double.isFinite(last) || (first > 0 && last > times * first);
  }

  @Override
  public String describe() {
    return "divergence(times=" + times + ")";
  }
}
