package dev.glissade.engine.kernels;

import java.util.stream.Stream;

/// Element-wise loops over elements `[from, to)`, the same of every array: the JIT compiler makes
/// vectors of such loops, but not of loops that begin at an offset of its own in each array, since
/// those may be one array and what is written may be read later.
///
/// They are called through an interface with many implementations, so that the compiler compiles
/// each by itself, once, and not all of them again wherever one is called.
final class PlainLoops {
  private PlainLoops() {}

  private interface Unary {
    void run(float[] out, float[] x, int from, int to);
  }

  private interface Binary {
    void run(float[] out, float[] a, float[] b, int from, int to);
  }

  private static final Unary[] UNARY =
      Stream.of(UnaryFunction.values()).map(PlainLoops::loop).toArray(Unary[]::new);
  private static final Binary[] BINARY =
      Stream.of(BinaryFunction.values()).map(PlainLoops::loop).toArray(Binary[]::new);

  private static Unary loop(UnaryFunction f) {
    return switch (f) {
      case NEGATE -> PlainLoops::negate;
      case ABSOLUTE -> PlainLoops::absolute;
      case SIGN -> PlainLoops::sign;
      case SQUARE -> PlainLoops::square;
      case SQUARE_ROOT -> PlainLoops::squareRoot;
      case RECIPROCAL -> PlainLoops::reciprocal;
      case RELU -> PlainLoops::relu;
      case EXPONENTIAL -> PlainLoops::exponential;
      case EXPONENTIAL_MINUS_ONE -> PlainLoops::exponentialMinusOne;
      case LOGARITHM -> PlainLoops::logarithm;
      case LOGARITHM_PLUS_ONE -> PlainLoops::logarithmPlusOne;
      case TANH -> PlainLoops::tanh;
      case SIGMOID -> PlainLoops::sigmoid;
      case SOFTPLUS -> PlainLoops::softplus;
      case ERROR_FUNCTION -> PlainLoops::errorFunction;
    };
  }

  private static Binary loop(BinaryFunction f) {
    return switch (f) {
      case ADD -> PlainLoops::add;
      case SUBTRACT -> PlainLoops::subtract;
      case MULTIPLY -> PlainLoops::multiply;
      case DIVIDE -> PlainLoops::divide;
      case MAXIMUM -> PlainLoops::maximum;
      case MINIMUM -> PlainLoops::minimum;
      case GREATER -> PlainLoops::greater;
    };
  }

  static void unary(UnaryFunction f, float[] out, float[] x, int from, int to) {
    UNARY[f.ordinal()].run(out, x, from, to);
  }

  static void binary(BinaryFunction f, float[] out, float[] a, float[] b, int from, int to) {
    BINARY[f.ordinal()].run(out, a, b, from, to);
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
