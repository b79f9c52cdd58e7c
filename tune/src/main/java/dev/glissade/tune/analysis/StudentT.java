package dev.glissade.tune.analysis;

/// Student's t distribution with a whole number of degrees of freedom.
final class StudentT {
  private static final int HALVINGS = 200;

  private StudentT() {}

  /// The `t` with probability `level` between `−t` and `t`: by halving, from the closed forms of
  /// Abramowitz and Stegun 26.7.3 and 26.7.4.
  static double twoSided(double level, int freedom) {
    double low = 0;
    double high = Math.PI / 2;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (between(middle, freedom) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.tan(low) * Math.sqrt(freedom);
  }

  /// The probability between `−t` and `t` with `tan θ = t / √freedom`.
  private static double between(double theta, int freedom) {
    double cos = Math.cos(theta);
    boolean isOdd = freedom % 2 == 1;
    double term = isOdd ? cos : 1;
    double sum = 0;
    for (int k = isOdd ? 1 : 0; k < freedom - 1; k += 2) {
      sum += term;
      term *= cos * cos * (k + 1) / (k + 2);
    }
    return isOdd ? (theta + Math.sin(theta) * sum) * 2 / Math.PI : Math.sin(theta) * sum;
  }
}
