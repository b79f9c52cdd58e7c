package dev.glissade.tune.sampler;

/// The logarithm of the expected improvement of a standard normal variable over `−z`,
/// `log h(z) = log(φ(z) + z Φ(z))`, and its derivative, both exact where the improvement itself is
/// far below the smallest number (Ament, Daulton, Eriksson, Balandat and Bakshy 2023).
final class LogExpectedImprovement {
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_HALF_PI = Math.sqrt(0.5 * Math.PI);
  private static final double SERIES_BELOW = -40;
  private static final double[] MIDDLE_ABOVE = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594e0,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3
  };
  private static final double[] MIDDLE_BELOW = {
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3
  };
  private static final double[] LARGE_ABOVE = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] LARGE_BELOW = {
    1,
    2.56852019228982242e0,
    1.87295284992346725e0,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private LogExpectedImprovement() {}

  /// `log h(z)`.
  static double log(double z) {
    double square = z * z;
    if (z > -1) {
      double density = Math.exp(-0.5 * square - Normal.LOG_ROOT_TWO_PI);
      return Math.log(density + z * Normal.cdf(z));
    }
    return -0.5 * square - Normal.LOG_ROOT_TWO_PI + Math.log(tail(z));
  }

  /// `Φ(z) / h(z)`, the derivative of `log h`.
  static double slope(double z) {
    if (z > -1) {
      double below = Normal.cdf(z);
      return below / (Math.exp(-0.5 * z * z - Normal.LOG_ROOT_TWO_PI) + z * below);
    }
    return ROOT_HALF_PI * scaledComplement(-ROOT_HALF * z) / tail(z);
  }

  /// `h(z) / φ(z) = 1 + z Φ(z) / φ(z)` of a negative `z`.
  private static double tail(double z) {
    if (z < SERIES_BELOW) {
      double inverse = 1 / (z * z);
      return inverse * (1 - inverse * (3 - inverse * (15 - inverse * (105 - inverse * 945))));
    }
    return 1 + z * ROOT_HALF_PI * scaledComplement(-ROOT_HALF * z);
  }

  /// Φ⁻¹ by halving the interval until nothing is left of it.
  static double quantile(double probability) {
    double low = -10;
    double high = 10;
    for (double middle = 0; low < middle && middle < high; middle = 0.5 * (low + high)) {
      if (Normal.cdf(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// `exp(x²) erfc(x)` of an `x` above 0.47, by the rational approximations of Cody (1969).
  private static double scaledComplement(double x) {
    if (x <= 4) {
      return polynomial(MIDDLE_ABOVE, x) / polynomial(MIDDLE_BELOW, x);
    }
    double inverse = 1 / (x * x);
    double rest = inverse * polynomial(LARGE_ABOVE, inverse) / polynomial(LARGE_BELOW, inverse);
    return (1 / Math.sqrt(Math.PI) - rest) / x;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
