package dev.glissade.tune.sampler;

/// The standard normal distribution: its mass between two numbers, also far out.
///
/// The complementary error function is that of FreeBSD's `s_erf.c` (Sun Microsystems 1993, freely
/// granted): rational approximations on five intervals, within one unit in the last place.
public final class Normal {
  /// `½ ln 2π`
  static final double LOG_ROOT_TWO_PI = 0.91893853320467274178;

  private static final double ERX = 8.45062911510467529297e-01;

  private static final double[] NEAR_NUMERATOR = {
    1.28379167095512558561e-01,
    -3.25042107247001499370e-01,
    -2.84817495755985104766e-02,
    -5.77027029648944159157e-03,
    -2.37630166566501626084e-05
  };
  private static final double[] NEAR_DENOMINATOR = {
    1,
    3.97917223959155352819e-01,
    6.50222499887672944485e-02,
    5.08130628187576562776e-03,
    1.32494738004321644526e-04,
    -3.96022827877536812320e-06
  };
  private static final double[] ONE_NUMERATOR = {
    -2.36211856075265944077e-03,
    4.14856118683748331666e-01,
    -3.72207876035701323847e-01,
    3.18346619901161753674e-01,
    -1.10894694282396677476e-01,
    3.54783043256182359371e-02,
    -2.16637559486879084300e-03
  };
  private static final double[] ONE_DENOMINATOR = {
    1,
    1.06420880400844228286e-01,
    5.40397917702171048937e-01,
    7.18286544141962662868e-02,
    1.26171219808761642112e-01,
    1.36370839120290507362e-02,
    1.19844998467991074170e-02
  };
  private static final double[] FAR_NUMERATOR = {
    -9.86494403484714822705e-03,
    -6.93858572707181764372e-01,
    -1.05586262253232909814e01,
    -6.23753324503260060396e01,
    -1.62396669462573470355e02,
    -1.84605092906711035994e02,
    -8.12874355063065934246e01,
    -9.81432934416914548592e00
  };
  private static final double[] FAR_DENOMINATOR = {
    1,
    1.96512716674392571292e01,
    1.37657754143519042600e02,
    4.34565877475229228821e02,
    6.45387271733267880336e02,
    4.29008140027567833386e02,
    1.08635005541779435134e02,
    6.57024977031928170135e00,
    -6.04244152148580987438e-02
  };
  private static final double[] FARTHER_NUMERATOR = {
    -9.86494292470009928597e-03,
    -7.99283237680523006574e-01,
    -1.77579549177547519889e01,
    -1.60636384855821916062e02,
    -6.37566443368389627722e02,
    -1.02509513161107724954e03,
    -4.83519191608651397019e02
  };
  private static final double[] FARTHER_DENOMINATOR = {
    1,
    3.03380607434824582924e01,
    3.25792512996573918826e02,
    1.53672958608443695994e03,
    3.19985821950859553908e03,
    2.55305040643316442583e03,
    4.74528541206955367215e02,
    -2.24409524465858183362e01
  };

  private Normal() {}

  /// `ln (Φ(to) − Φ(from))` for `from <= to`, with full relative accuracy of the mass; −∞ where it
  /// is below about 1e-300.
  static double logMass(double from, double to) {
    if (from > 0) {
      return logMass(-to, -from);
    }
    return to <= 0 ? Math.log(cdf(to) - cdf(from)) : Math.log1p(-cdf(from) - cdf(-to));
  }

  /// `Φ(x)`, the probability of at most `x`.
  public static double cdf(double x) {
    return 0.5 * erfc(-x * Math.sqrt(0.5));
  }

  /// `1 − erf(x)`, the share of a normal distribution of variance ½ that is more than `x` away.
  static double erfc(double x) {
    double size = Math.abs(x);
    if (size < 0.84375) {
      double z = x * x;
      double erf = x + x * (ratio(NEAR_NUMERATOR, NEAR_DENOMINATOR, z));
      return 1 - erf;
    }
    double tail = size < 1.25 ? nearOne(size) : far(size);
    return x > 0 ? tail : 2 - tail;
  }

  private static double nearOne(double x) {
    return 1 - ERX - ratio(ONE_NUMERATOR, ONE_DENOMINATOR, x - 1);
  }

  private static double far(double x) {
    if (x > 27) {
      return 0;
    }
    double s = 1 / (x * x);
    double correction =
        x < 1 / 0.35
            ? ratio(FAR_NUMERATOR, FAR_DENOMINATOR, s)
            : ratio(FARTHER_NUMERATOR, FARTHER_DENOMINATOR, s);
    // The square is split, so that rounding it does not cost digits of the exponential.
    double high = (float) x;
    double low = (high - x) * (high + x);
    return Math.exp(-high * high - 0.5625) * Math.exp(low + correction) / x;
  }

  private static double ratio(double[] numerator, double[] denominator, double x) {
    return polynomial(numerator, x) / polynomial(denominator, x);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
