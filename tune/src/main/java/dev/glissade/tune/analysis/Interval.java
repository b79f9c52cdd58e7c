package dev.glissade.tune.analysis;

import dev.glissade.tune.Quantile;
import java.util.Arrays;

/// Where a number lies, with the confidence that whoever made the interval states.
public record Interval(double low, double high) {
  /// Whether the interval has a number.
  public boolean contains(double number) {
    return low <= number && number <= high;
  }

  /// The middle part of a bootstrap distribution: `level` of it, the rest cut from both ends alike.
  static Interval middle(double[] sample, double level) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return new Interval(Quantile.of(sorted, (1 - level) / 2), Quantile.of(sorted, (1 + level) / 2));
  }
}
