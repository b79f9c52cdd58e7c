package dev.glissade.engine.kernels;

/// Element-wise loops over elements `[from, to)`, the same of every array: the JIT compiler makes
/// vectors of such loops, but not of loops that begin at an offset of its own in each array, since
/// those may be one array and what is written may be read later. Each is compiled by itself.
final class PlainLoops {
  private PlainLoops() {}

  static void unary(UnaryFunction f, float[] out, float[] x, int from, int to) {
    switch (f) {
      case NEGATE -> negate(out, x, from, to);
      case ABSOLUTE -> absolute(out, x, from, to);
      case SIGN -> sign(out, x, from, to);
      case SQUARE -> square(out, x, from, to);
      case SQUARE_ROOT -> squareRoot(out, x, from, to);
      case RECIPROCAL -> reciprocal(out, x, from, to);
      case RELU -> relu(out, x, from, to);
      case EXPONENTIAL -> exponential(out, x, from, to);
      case EXPONENTIAL_MINUS_ONE -> exponentialMinusOne(out, x, from, to);
      case LOGARITHM -> logarithm(out, x, from, to);
      case LOGARITHM_PLUS_ONE -> logarithmPlusOne(out, x, from, to);
      case TANH -> tanh(out, x, from, to);
      case SIGMOID -> sigmoid(out, x, from, to);
      case SOFTPLUS -> softplus(out, x, from, to);
      case ERROR_FUNCTION -> errorFunction(out, x, from, to);
    }
  }

  private static void negate(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = -x[i];
    }
  }

  private static void absolute(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  private static void sign(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.signum(x[i]);
    }
  }

  private static void square(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * x[i];
    }
  }

  private static void squareRoot(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void reciprocal(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = 1f / x[i];
    }
  }

  private static void relu(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(x[i], 0f);
    }
  }

  private static void exponential(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.exp(x[i]);
    }
  }

  private static void exponentialMinusOne(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.expm1(x[i]);
    }
  }

  private static void logarithm(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.log(x[i]);
    }
  }

  private static void logarithmPlusOne(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.log1p(x[i]);
    }
  }

  private static void tanh(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.tanh(x[i]);
    }
  }

  private static void sigmoid(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.sigmoid(x[i]);
    }
  }

  private static void softplus(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.softplus(x[i]);
    }
  }

  private static void errorFunction(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = FloatFunctions.erf(x[i]);
    }
  }

  static void binary(BinaryFunction f, float[] out, float[] a, float[] b, int from, int to) {
    switch (f) {
      case ADD -> add(out, a, b, from, to);
      case SUBTRACT -> subtract(out, a, b, from, to);
      case MULTIPLY -> multiply(out, a, b, from, to);
      case DIVIDE -> divide(out, a, b, from, to);
      case MAXIMUM -> maximum(out, a, b, from, to);
      case MINIMUM -> minimum(out, a, b, from, to);
      case GREATER -> greater(out, a, b, from, to);
    }
  }

  private static void add(float[] out, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(float[] out, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void multiply(float[] out, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void divide(float[] out, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] / b[i];
    }
  }

  private static void maximum(float[] out, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void minimum(float[] out, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  private static void greater(float[] out, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      // An integer, since a choice between floats is compiled to a jump, which random signs make
      // slow.
      int isGreater = a[i] > b[i] ? 1 : 0;
      out[i] = isGreater;
    }
  }
}
