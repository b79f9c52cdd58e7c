package dev.glissade.engine.kernels;

/// The error function in double precision.
///
/// Near zero the Maclaurin series, in the tail Laplace's continued fraction for the complement
/// (Abramowitz and Stegun 1964, 7.1.5 and 7.1.14). Relative error below 1e-14.
public final class ErrorFunction {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double SERIES_LIMIT = 2.5;

  private ErrorFunction() {}

  /// `erf(x)`: odd (also for the sign of 0), -1 to 1; NaN gives NaN.
  public static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude == 0) {
      return x;
    }
    if (magnitude < SERIES_LIMIT) {
      return series(x);
    }
    return Math.signum(x) * (1 - complementTail(magnitude));
  }

  private static double series(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -square / n;
      double part = term / (2 * n + 1);
      sum += part;
      if (Math.abs(part) <= 1e-17 * Math.abs(sum)) {
        break;
      }
    }
    return TWO_OVER_ROOT_PI * sum;
  }

  private static double complementTail(double x) {
    if (x > 27.3) {
      return 0;
    }
    double fraction = x;
    for (int n = 60; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
  }
}
