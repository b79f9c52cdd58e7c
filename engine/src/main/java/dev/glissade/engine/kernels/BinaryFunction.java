package dev.glissade.engine.kernels;

/// A function of two real numbers, applied element by element.
///
/// `apply` is the definition in double precision; kernels compute the same in `float`.
public enum BinaryFunction {
  /// `a + b`
  ADD,
  /// `a - b`
  SUBTRACT,
  /// `a · b`
  MULTIPLY,
  /// `a / b`
  DIVIDE,
  /// the larger; NaN if one is NaN
  MAXIMUM,
  /// the smaller; NaN if one is NaN
  MINIMUM,
  /// 1 where `a > b`, otherwise 0 (also for NaN)
  GREATER;

  /// The value at `(a, b)` in double precision.
  public double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case GREATER -> a > b ? 1 : 0;
    };
  }
}
