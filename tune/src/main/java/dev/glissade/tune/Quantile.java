package dev.glissade.tune;

/// Quantiles of samples.
public final class Quantile {
  private Quantile() {}

  /// The quantile of numbers in ascending order, at least one: between neighbours linearly, as
  /// NumPy does by default (type 7 of Hyndman and Fan 1996).
  ///
  /// @param part from 0, the smallest, to 1, the largest
  public static double of(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
