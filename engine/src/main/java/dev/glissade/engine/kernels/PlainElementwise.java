package dev.glissade.engine.kernels;

/// Element-wise loops in plain Java. Transcendental functions go through `Math` in double, which
/// rounds correctly to float almost always.
public final class PlainElementwise implements Elementwise {
  /// The loops; they have no state.
  public PlainElementwise() {}

  @Override
  public void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    switch (f) {
      case NEGATE -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = -x[xAt + i];
        }
      }
      case ABSOLUTE -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = Math.abs(x[xAt + i]);
        }
      }
      case SIGN -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = Math.signum(x[xAt + i]);
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = x[xAt + i] * x[xAt + i];
        }
      }
      case SQUARE_ROOT -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = (float) Math.sqrt(x[xAt + i]);
        }
      }
      case RECIPROCAL -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = 1f / x[xAt + i];
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = Math.max(x[xAt + i], 0f);
        }
      }
      case EXPONENTIAL, EXPONENTIAL_MINUS_ONE, LOGARITHM, LOGARITHM_PLUS_ONE ->
          exponentialFamily(f, out, outAt, x, xAt, n);
      case TANH, SIGMOID, SOFTPLUS, ERROR_FUNCTION -> sigmoidFamily(f, out, outAt, x, xAt, n);
    }
  }

  private static void exponentialFamily(
      UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    switch (f) {
      case EXPONENTIAL -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.exp(x[xAt + i]);
        }
      }
      case EXPONENTIAL_MINUS_ONE -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.expm1(x[xAt + i]);
        }
      }
      case LOGARITHM -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.log(x[xAt + i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.log1p(x[xAt + i]);
        }
      }
    }
  }

  private static void sigmoidFamily(
      UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    switch (f) {
      case TANH -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.tanh(x[xAt + i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.sigmoid(x[xAt + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.softplus(x[xAt + i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = FloatFunctions.erf(x[xAt + i]);
        }
      }
    }
  }

  @Override
  public void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    switch (f) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = a[aAt + i] + b[bAt + i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = a[aAt + i] - b[bAt + i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = a[aAt + i] * b[bAt + i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = a[aAt + i] / b[bAt + i];
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = Math.max(a[aAt + i], b[bAt + i]);
        }
      }
      case MINIMUM -> {
        for (int i = 0; i < n; i++) {
          out[outAt + i] = Math.min(a[aAt + i], b[bAt + i]);
        }
      }
      case GREATER -> {
        for (int i = 0; i < n; i++) {
          // An integer, since a choice between floats is compiled to a jump, which random signs
          // make slow.
          int isGreater = a[aAt + i] > b[bAt + i] ? 1 : 0;
          out[outAt + i] = isGreater;
        }
      }
    }
  }

  @Override
  public void select(
      float[] out,
      int outAt,
      float[] condition,
      int conditionAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = condition[conditionAt + i] > 0f ? a[aAt + i] : b[bAt + i];
    }
  }

  @Override
  public void combine(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = s * a[aAt + i] + t * b[bAt + i];
    }
  }

  @Override
  public void combineSquare(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = s * a[aAt + i] + t * (b[bAt + i] * b[bAt + i]);
    }
  }

  @Override
  public void ratio(
      float[] out,
      int outAt,
      float[] a,
      int aAt,
      float s,
      float[] b,
      int bAt,
      float t,
      float e,
      int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = s * a[aAt + i] / ((float) Math.sqrt(t * b[bAt + i]) + e);
    }
  }

  @Override
  public void dropout(
      float[] out,
      int outAt,
      float[] x,
      int xAt,
      float scale,
      long key,
      long from,
      int threshold,
      int n) {
    for (int i = 0; i < n; i++) {
      int bits = (int) (SplitMix.bits(key, from + i) >>> 40);
      out[outAt + i] = bits >= threshold ? x[xAt + i] * scale : 0f;
    }
  }
}
