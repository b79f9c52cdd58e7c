package dev.glissade.optim;

/// How a value goes from one number to another: the share of the way that is done at a share `p` of
/// the time.
public sealed interface Curve {
  /// `p`
  Curve LINEAR = new Power(1);

  /// `(1 - cos πp) / 2`
  Curve COSINE = new Cosine(1);

  /// `√p`, so that from 1 to 0 it is `1 - √p`, the cool-down of Hägele et al. 2024.
  Curve ROOT = new Root();

  /// Stays until the end, then jumps.
  Curve HOLD = new Hold();

  /// The share of the way, 0 to 1, for `p` from 0 to 1.
  double at(double p);

  /// The value between `from` and `to`; the ends exactly.
  default double between(double from, double to, double p) {
    return p <= 0 ? from : p >= 1 ? to : from + (to - from) * at(p);
  }

  /// `1 - (1 - p)^exponent`, the polynomial decay of all frameworks.
  record Power(double exponent) implements Curve {
    /// Checks the exponent.
    public Power {
      Ranges.requirePositive("polynomial", "exponent", exponent);
    }

    @Override
    public double at(double p) {
      return exponent == 1 ? p : 1 - Math.pow(1 - p, exponent);
    }
  }

  /// `1 - ((1 + cos πp) / 2)^exponent`; exponents other than 1 as in Optax.
  record Cosine(double exponent) implements Curve {
    /// Checks the exponent.
    public Cosine {
      Ranges.requirePositive("cosine", "exponent", exponent);
    }

    @Override
    public double at(double p) {
      return 1 - Math.pow((1 + Math.cos(Math.PI * p)) / 2, exponent);
    }
  }

  /// `√p`
  record Root() implements Curve {
    @Override
    public double at(double p) {
      return Math.sqrt(p);
    }
  }

  /// 0 until the end
  record Hold() implements Curve {
    @Override
    public double at(double p) {
      return 0;
    }
  }
}
