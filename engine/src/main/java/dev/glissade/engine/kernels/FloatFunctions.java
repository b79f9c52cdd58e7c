package dev.glissade.engine.kernels;

/// Elementary functions in `float`, made only of operations that a vector has too, so that every
/// provider computes the same bits. `Math` offers them in double precision, one at a time.
///
/// Polynomials are least-maximum fits on the reduced interval (Remez 1934, found by Lawson's
/// iteration, 1961), arguments are reduced in two steps (Cody and Waite 1980).
public final class FloatFunctions {
  /// Adding it rounds a number to a whole one, which then stands in the lowest bits.
  public static final float ROUNDING = 0x1.8p23f;

  /// Beyond these bounds the exponential is infinite, or 0.
  public static final float MOST_EXPONENT = 89f;

  /// See `MOST_EXPONENT`.
  public static final float LEAST_EXPONENT = -104f;

  /// `1 / ln 2`
  public static final float LOG2_E = 0x1.715476p0f;

  /// `ln 2` in two parts; a small whole number times the first is exact.
  public static final float LN2_HIGH = 0x1.62e4p-1f;

  /// See `LN2_HIGH`.
  public static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /// `e^r = 1 + r + r²·(E2 + E3·r + E4·r² + E5·r³ + E6·r⁴)` for `|r| ≤ ln 2 / 2`, to 3.1e-9.
  public static final float E2 = 0.49999994f;

  /// See `E2`.
  public static final float E3 = 0.16666521f;

  /// See `E2`.
  public static final float E4 = 0.04166839f;

  /// See `E2`.
  public static final float E5 = 0.0083687455f;

  /// See `E2`.
  public static final float E6 = 0.001381454f;

  private FloatFunctions() {}

  /// `e^x`, off by less than one unit in the last place; denormal results are kept.
  public static float exp(float x) {
    float bounded = Math.max(Math.min(x, MOST_EXPONENT), LEAST_EXPONENT);
    float rounded = Math.fma(bounded, LOG2_E, ROUNDING);
    float n = rounded - ROUNDING;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, bounded));
    float q = Math.fma(Math.fma(Math.fma(Math.fma(E6, r, E5), r, E4), r, E3), r, E2);
    float power = Math.fma(q, r * r, r) + 1f;
    // 2ⁿ in two factors, since it may lie beyond the range of normal numbers.
    int whole = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUNDING);
    int half = whole >> 1;
    return power * powerOfTwo(half) * powerOfTwo(whole - half);
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }
}
