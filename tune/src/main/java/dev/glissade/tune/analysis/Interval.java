package dev.glissade.tune.analysis;

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
    return new Interval(quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2));
  }

  /// A quantile of ascending numbers, between two of them in proportion (type 7 of Hyndman and Fan
  /// 1996, NumPy's default).
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
