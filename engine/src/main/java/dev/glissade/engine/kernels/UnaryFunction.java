package dev.glissade.engine.kernels;

/// A function of one real number, applied element by element.
///
/// `apply` is the definition in double precision; kernels compute the same in `float`. NaN gives
/// NaN unless a function says otherwise.
public enum UnaryFunction {
  /// `-x`
  NEGATE,
  /// `|x|`
  ABSOLUTE,
  /// `-1, 0 or 1`
  SIGN,
  /// `x²`
  SQUARE,
  /// `√x`, NaN below 0
  SQUARE_ROOT,
  /// `1 / x`
  RECIPROCAL,
  /// `e^x`
  EXPONENTIAL,
  /// `e^x - 1`, exact near 0
  EXPONENTIAL_MINUS_ONE,
  /// `ln x`, NaN below 0
  LOGARITHM,
  /// `ln(1 + x)`, exact near 0
  LOGARITHM_PLUS_ONE,
  /// `tanh x`
  TANH,
  /// `1 / (1 + e^-x)`, without overflow
  SIGMOID,
  /// `ln(1 + e^x)`, without overflow
  SOFTPLUS,
  /// The error function `2/√π ∫₀ˣ e^(-t²) dt`
  ERROR_FUNCTION,
  /// `max(x, 0)`; NaN stays NaN
  RELU;

  /// Whether it takes a polynomial, as those of `FloatFunctions` do, and not one operation.
  public boolean isElementary() {
    return switch (this) {
      case EXPONENTIAL, EXPONENTIAL_MINUS_ONE, LOGARITHM, LOGARITHM_PLUS_ONE -> true;
      case TANH, SIGMOID, SOFTPLUS, ERROR_FUNCTION -> true;
      case NEGATE, ABSOLUTE, SIGN, SQUARE, SQUARE_ROOT, RECIPROCAL, RELU -> false;
    };
  }

  /// The value at `x` in double precision.
  public double apply(double x) {
    return switch (this) {
      case NEGATE -> -x;
      case ABSOLUTE -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SQUARE -> x * x;
      case SQUARE_ROOT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXPONENTIAL -> Math.exp(x);
      case EXPONENTIAL_MINUS_ONE -> Math.expm1(x);
      case LOGARITHM -> Math.log(x);
      case LOGARITHM_PLUS_ONE -> Math.log1p(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case ERROR_FUNCTION -> ErrorFunction.erf(x);
      case RELU -> Math.max(x, 0);
    };
  }
}
