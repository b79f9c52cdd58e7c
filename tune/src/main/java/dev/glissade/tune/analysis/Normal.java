package dev.glissade.tune.analysis;

/// The standard normal distribution.
final class Normal {
  /// From here on the continued fraction needs fewer terms than the series.
  private static final double FAR = 3;

  private static final double TINY = 1e-17;
  private static final int FRACTIONS = 60;

  private Normal() {}

  /// The probability of at most `x`, to about 1e-15: `½ + φ(x) (x + x³/3 + x⁵/15 + …)` in the
  /// middle, Laplace's continued fraction in the tails.
  static double cdf(double x) {
    if (Double.isInfinite(x)) {
      return x > 0 ? 1 : 0;
    }
    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (Math.abs(x) > FAR) {
      double fraction = Math.abs(x);
      for (int k = FRACTIONS; k >= 1; k--) {
        fraction = Math.abs(x) + k / fraction;
      }
      return x > 0 ? 1 - density / fraction : density / fraction;
    }
    double sum = x;
    double term = x;
    for (int k = 3; Math.abs(term) > TINY; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
}
