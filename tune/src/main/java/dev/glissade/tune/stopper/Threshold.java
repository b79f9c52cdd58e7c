package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;

/// `threshold(lower=0.1)`: ends a trial whose last value is below `lower`, above `upper` or not a
/// number. These are values, not losses: `lower` is of use where large is good.
///
/// @param lower may be infinite
/// @param upper may be infinite
public record Threshold(double lower, double upper) implements Stopper {
  /// Checks the ends.
  public Threshold {
    if (!(lower < upper)) {
      throw new IllegalArgumentException(
          "threshold: expected lower below upper, but got " + lower + " and " + upper);
    }
  }

  @Override
  public boolean stops(TrialRecord trial, History history) {
    double value = trial.reports().getLast().value();
    return !(value >= lower && value <= upper);
  }

  @Override
  public String describe() {
    String below = Double.isInfinite(lower) ? "" : "lower=" + lower;
    String above = Double.isInfinite(upper) ? "" : "upper=" + upper;
    String comma = below.isEmpty() || above.isEmpty() ? "" : ",";
    return "threshold(" + below + comma + above + ")";
  }
}
