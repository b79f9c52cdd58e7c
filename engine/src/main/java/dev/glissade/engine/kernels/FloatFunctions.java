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

  /// `√½` as bits, where the mantissas of the logarithm begin.
  public static final int ROOT_HALF_BITS = 0x3F35_04F3;

  /// `2^DENORMAL_SHIFT` makes every denormal number a normal one.
  public static final float DENORMAL_SHIFT = 23;

  /// See `DENORMAL_SHIFT`.
  public static final float DENORMAL_SCALE = 0x1p23f;

  /// `ln 2`
  public static final float LN2 = 0x1.62e43p-1f;

  /// Where `e^x − 1` is −1.
  public static final float LEAST_MINUS_ONE = -40f;

  /// Below it tanh is a polynomial.
  public static final float TANH_SMALL = 1f;

  /// Below it the error function is a polynomial.
  public static final float ERF_SMALL = 0.9277f;

  /// From here on the error function is 1.
  public static final float ERF_LARGE = 4f;

  private static final float[] LOG = {
    -0.49999988f,
    0.33333325f,
    -0.25001615f,
    0.2000202f,
    -0.16608208f,
    0.14180289f,
    -0.13249499f,
    0.12917952f,
    -0.076217f
  };
  private static final float[] TANH = {
    -0.33333296f,
    0.13332343f,
    -0.053879514f,
    0.021485347f,
    -0.007943553f,
    0.0022990871f,
    -0.00035768887f
  };
  private static final float[] ERF = {
    0.12837915f, -0.37612492f, 0.112817675f, -0.026764356f, 0.0049894317f, -0.0005970269f
  };
  private static final float[] ERF_TAIL = {
    0.1286529f,
    0.63513345f,
    0.106266364f,
    -0.023787398f,
    0.0036544057f,
    -0.00032573377f,
    1.15231705e-5f
  };

  private FloatFunctions() {}

  /// `e^x`, off by less than one unit in the last place; denormal results are kept.
  public static float exp(float x) {
    float bounded = Math.max(Math.min(x, MOST_EXPONENT), LEAST_EXPONENT);
    float rounded = Math.fma(bounded, LOG2_E, ROUNDING);
    float power = powerMinusOne(bounded, rounded - ROUNDING) + 1f;
    // 2ⁿ in two factors, since it may lie beyond the range of normal numbers.
    int whole = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUNDING);
    int half = whole >> 1;
    return power * powerOfTwo(half) * powerOfTwo(whole - half);
  }

  /// `e^x - 1`, off by less than 1.5 units in the last place.
  public static float expm1(float x) {
    float bounded = Math.max(Math.min(x, MOST_EXPONENT), LEAST_MINUS_ONE);
    float rounded = Math.fma(bounded, LOG2_E, ROUNDING);
    int whole = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUNDING);
    // Half of 2ⁿ (1 + p) - 1, since 2ⁿ may lie beyond the range of numbers.
    float scale = powerOfTwo(whole - 1);
    float half = Math.fma(scale, powerMinusOne(bounded, rounded - ROUNDING), scale - 0.5f);
    return unlessZero(x, half + half);
  }

  /// `e^r - 1` for what is left of `x` after `n · ln 2`.
  private static float powerMinusOne(float x, float n) {
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float q = Math.fma(Math.fma(Math.fma(Math.fma(E6, r, E5), r, E4), r, E3), r, E2);
    return Math.fma(q, r * r, r);
  }

  /// `ln x`, off by less than one unit in the last place; NaN below 0.
  public static float log(float x) {
    if (!(x > 0)) {
      return x < 0 ? Float.NaN : x + Float.NEGATIVE_INFINITY;
    }
    if (x > Float.MAX_VALUE) {
      return x;
    }
    boolean isDenormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(isDenormal ? x * DENORMAL_SCALE : x);
    int exponent = (bits - ROOT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
    float n = exponent - (isDenormal ? DENORMAL_SHIFT : 0f);
    return Math.fma(n, LN2, Math.fma(polynomial(LOG, f), f * f, f));
  }

  /// `ln(1 + x)`, off by less than two units in the last place.
  public static float log1p(float x) {
    float u = 1f + x;
    float logarithm = log(u);
    // What was rounded away in 1 + x.
    boolean isFinite = u > 0 && u <= Float.MAX_VALUE;
    return unlessZero(x, isFinite ? logarithm + (x - (u - 1f)) / u : logarithm);
  }

  /// `tanh x`, off by less than one unit in the last place.
  public static float tanh(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < TANH_SMALL) {
      float square = x * x;
      return unlessZero(x, Math.fma(polynomial(TANH, square) * square, x, x));
    }
    float large = 1f - 2f / (exp(magnitude + magnitude) + 1f);
    return x < 0 ? -large : large;
  }

  /// `1 / (1 + e^-x)`, off by less than 2.5 units in the last place.
  public static float sigmoid(float x) {
    float power = exp(-Math.abs(x));
    return (x > 0 ? 1f : power) / (1f + power);
  }

  /// `ln(1 + e^x)`, off by less than two units in the last place.
  public static float softplus(float x) {
    return Math.max(x, 0f) + log1p(exp(-Math.abs(x)));
  }

  /// The error function, off by less than one unit in the last place. In the tail it is
  /// `1 - e^-(t + t R(t))`, as by Juffa (2014).
  public static float erf(float x) {
    float magnitude = Math.min(Math.abs(x), ERF_LARGE);
    if (magnitude < ERF_SMALL) {
      return Math.fma(polynomial(ERF, x * x), x, x);
    }
    float rest = polynomial(ERF_TAIL, magnitude);
    float large = 1f - exp(Math.fma(rest, -magnitude, -magnitude));
    return x < 0 ? -large : large;
  }

  /// `ln(1 + f) = f + f² · P(f)` for `√½ <= 1 + f < √2`, to 4.3e-9; from the lowest power.
  public static float[] logCoefficients() {
    return LOG.clone();
  }

  /// `tanh x = x + x³ · P(x²)` for `|x| < 1`, to 4.8e-9.
  public static float[] tanhCoefficients() {
    return TANH.clone();
  }

  /// `erf x = x + x · P(x²)` for `|x| < 0.9277`, to 1.7e-8.
  public static float[] erfCoefficients() {
    return ERF.clone();
  }

  /// `erf x = 1 - e^-(x + x · P(x))` for `0.9277 <= x < 4`, to 7e-10.
  public static float[] erfTailCoefficients() {
    return ERF_TAIL.clone();
  }

  /// Zero keeps its sign, and NaN stays.
  private static float unlessZero(float x, float value) {
    return Math.abs(x) > 0 ? value : x;
  }

  private static float polynomial(float[] coefficients, float x) {
    float sum = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = Math.fma(sum, x, coefficients[i]);
    }
    return sum;
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }
}
