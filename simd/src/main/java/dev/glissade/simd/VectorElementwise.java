package dev.glissade.simd;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.FloatFunctions;
import dev.glissade.engine.kernels.PlainElementwise;
import dev.glissade.engine.kernels.SplitMix;
import dev.glissade.engine.kernels.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Element-wise loops on vectors, with the bits of the plain ones.
///
/// The JIT compiler does not vectorise the plain loops by itself: their arrays may be one and the
/// same at different offsets. Functions that go through `Math` stay plain, as does the end of a
/// loop that fills no vector.
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = Lanes.LENGTH;
  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private final PlainElementwise plain = new PlainElementwise();

  @Override
  public void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    int done = 0;
    if (hasVectors(f)) {
      done = Lanes.bound(n);
      switch (f) {
        case NEGATE -> negate(out, outAt, x, xAt, done);
        case ABSOLUTE -> absolute(out, outAt, x, xAt, done);
        case SIGN -> sign(out, outAt, x, xAt, done);
        case SQUARE -> square(out, outAt, x, xAt, done);
        case SQUARE_ROOT -> squareRoot(out, outAt, x, xAt, done);
        case RECIPROCAL -> reciprocal(out, outAt, x, xAt, done);
        case EXPONENTIAL -> exponential(out, outAt, x, xAt, done);
        default -> relu(out, outAt, x, xAt, done);
      }
    }
    if (done < n) {
      plain.unary(f, out, outAt + done, x, xAt + done, n - done);
    }
  }

  /// Whether there is a loop of its own for a function.
  static boolean hasVectors(UnaryFunction f) {
    return switch (f) {
      case NEGATE, ABSOLUTE, SIGN, SQUARE, SQUARE_ROOT, RECIPROCAL, RELU, EXPONENTIAL -> true;
      case EXPONENTIAL_MINUS_ONE, LOGARITHM, LOGARITHM_PLUS_ONE -> false;
      case TANH, SIGMOID, SOFTPLUS, ERROR_FUNCTION -> false;
    };
  }

  private static void negate(float[] out, int outAt, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).neg().intoArray(out, outAt + i);
    }
  }

  private static void absolute(float[] out, int outAt, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).abs().intoArray(out, outAt + i);
    }
  }

  /// Both zeros and NaN stay as they are.
  private static void sign(float[] out, int outAt, float[] x, int xAt, int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector minusOne = one.neg();
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      v.blend(one, v.compare(VectorOperators.GT, 0f))
          .blend(minusOne, v.compare(VectorOperators.LT, 0f))
          .intoArray(out, outAt + i);
    }
  }

  private static void square(float[] out, int outAt, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      v.mul(v).intoArray(out, outAt + i);
    }
  }

  private static void squareRoot(float[] out, int outAt, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).sqrt().intoArray(out, outAt + i);
    }
  }

  private static void reciprocal(float[] out, int outAt, float[] x, int xAt, int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < n; i += LENGTH) {
      one.div(FloatVector.fromArray(SPECIES, x, xAt + i)).intoArray(out, outAt + i);
    }
  }

  /// `FloatFunctions.exp`, operation by operation.
  private static void exponential(float[] out, int outAt, float[] x, int xAt, int n) {
    FloatVector rounding = FloatVector.broadcast(SPECIES, FloatFunctions.ROUNDING);
    FloatVector toBase2 = FloatVector.broadcast(SPECIES, FloatFunctions.LOG2_E);
    FloatVector e2 = FloatVector.broadcast(SPECIES, FloatFunctions.E2);
    FloatVector e3 = FloatVector.broadcast(SPECIES, FloatFunctions.E3);
    FloatVector e4 = FloatVector.broadcast(SPECIES, FloatFunctions.E4);
    FloatVector e5 = FloatVector.broadcast(SPECIES, FloatFunctions.E5);
    FloatVector e6 = FloatVector.broadcast(SPECIES, FloatFunctions.E6);
    FloatVector high = FloatVector.broadcast(SPECIES, -FloatFunctions.LN2_HIGH);
    FloatVector low = FloatVector.broadcast(SPECIES, -FloatFunctions.LN2_LOW);
    int offset = Float.floatToRawIntBits(FloatFunctions.ROUNDING);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector bounded =
          FloatVector.fromArray(SPECIES, x, xAt + i)
              .min(FloatFunctions.MOST_EXPONENT)
              .max(FloatFunctions.LEAST_EXPONENT);
      FloatVector rounded = bounded.fma(toBase2, rounding);
      FloatVector whole = rounded.sub(rounding);
      FloatVector r = whole.fma(low, whole.fma(high, bounded));
      FloatVector q = e6.fma(r, e5).fma(r, e4).fma(r, e3).fma(r, e2);
      FloatVector power = q.fma(r.mul(r), r).add(1f);
      IntVector exponent = rounded.reinterpretAsInts().sub(offset);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = exponent.sub(half);
      power
          .mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
          .mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
          .intoArray(out, outAt + i);
    }
  }

  private static void relu(float[] out, int outAt, float[] x, int xAt, int n) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).max(zero).intoArray(out, outAt + i);
    }
  }

  @Override
  public void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    int done = Lanes.bound(n);
    switch (f) {
      case ADD -> add(out, outAt, a, aAt, b, bAt, done);
      case SUBTRACT -> subtract(out, outAt, a, aAt, b, bAt, done);
      case MULTIPLY -> multiply(out, outAt, a, aAt, b, bAt, done);
      case DIVIDE -> divide(out, outAt, a, aAt, b, bAt, done);
      case MAXIMUM -> maximum(out, outAt, a, aAt, b, bAt, done);
      case MINIMUM -> minimum(out, outAt, a, aAt, b, bAt, done);
      case GREATER -> greater(out, outAt, a, aAt, b, bAt, done);
    }
    if (done < n) {
      plain.binary(f, out, outAt + done, a, aAt + done, b, bAt + done, n - done);
    }
  }

  private static void add(float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).add(y).intoArray(out, outAt + i);
    }
  }

  private static void subtract(
      float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).sub(y).intoArray(out, outAt + i);
    }
  }

  private static void multiply(
      float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).mul(y).intoArray(out, outAt + i);
    }
  }

  private static void divide(
      float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).div(y).intoArray(out, outAt + i);
    }
  }

  private static void maximum(
      float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).max(y).intoArray(out, outAt + i);
    }
  }

  private static void minimum(
      float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).min(y).intoArray(out, outAt + i);
    }
  }

  private static void greater(
      float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      zero.blend(one, x.compare(VectorOperators.GT, y)).intoArray(out, outAt + i);
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
    int done = Lanes.bound(n);
    choose(out, outAt, condition, conditionAt, a, aAt, b, bAt, done);
    if (done < n) {
      plain.select(
          out, outAt + done, condition, conditionAt + done, a, aAt + done, b, bAt + done, n - done);
    }
  }

  private static void choose(
      float[] out,
      int outAt,
      float[] condition,
      int conditionAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector c = FloatVector.fromArray(SPECIES, condition, conditionAt + i);
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      y.blend(x, c.compare(VectorOperators.GT, 0f)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void combine(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    int done = Lanes.bound(n);
    sum(out, outAt, a, aAt, s, b, bAt, t, done);
    if (done < n) {
      plain.combine(out, outAt + done, a, aAt + done, s, b, bAt + done, t, n - done);
    }
  }

  private static void sum(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i).mul(s);
      x.add(FloatVector.fromArray(SPECIES, b, bAt + i).mul(t)).intoArray(out, outAt + i);
    }
  }

  @Override
  public void combineSquare(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    int done = Lanes.bound(n);
    sumWithSquare(out, outAt, a, aAt, s, b, bAt, t, done);
    if (done < n) {
      plain.combineSquare(out, outAt + done, a, aAt + done, s, b, bAt + done, t, n - done);
    }
  }

  private static void sumWithSquare(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i)
          .mul(s)
          .add(y.mul(y).mul(t))
          .intoArray(out, outAt + i);
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
    int done = Lanes.bound(n);
    quotient(out, outAt, a, aAt, s, b, bAt, t, e, done);
    if (done < n) {
      plain.ratio(out, outAt + done, a, aAt + done, s, b, bAt + done, t, e, n - done);
    }
  }

  private static void quotient(
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
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector root = FloatVector.fromArray(SPECIES, b, bAt + i).mul(t).sqrt().add(e);
      FloatVector.fromArray(SPECIES, a, aAt + i).mul(s).div(root).intoArray(out, outAt + i);
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
    int done = Lanes.bound(n);
    drop(out, outAt, x, xAt, scale, key + SplitMix.GOLDEN * from, threshold, done);
    if (done < n) {
      plain.dropout(out, outAt + done, x, xAt + done, scale, key, from + done, threshold, n - done);
    }
  }

  /// `start` is what the first element's random number is mixed from.
  private static void drop(
      float[] out, int outAt, float[] x, int xAt, float scale, long start, int threshold, int n) {
    int half = LONGS.length();
    LongVector low = LongVector.zero(LONGS).addIndex(1).mul(SplitMix.GOLDEN).add(start);
    LongVector high = low.add(SplitMix.GOLDEN * half);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < n; i += LENGTH) {
      long kept = kept(low, threshold).toLong() | kept(high, threshold).toLong() << half;
      FloatVector scaled = FloatVector.fromArray(SPECIES, x, xAt + i).mul(scale);
      zero.blend(scaled, VectorMask.fromLong(SPECIES, kept)).intoArray(out, outAt + i);
      low = low.add(SplitMix.GOLDEN * LENGTH);
      high = high.add(SplitMix.GOLDEN * LENGTH);
    }
  }

  private static VectorMask<Long> kept(LongVector mixed, int threshold) {
    LongVector z = mixed;
    z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 30)).mul(SplitMix.FIRST);
    z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 27)).mul(SplitMix.SECOND);
    z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 31));
    return z.lanewise(VectorOperators.LSHR, 40).compare(VectorOperators.GE, threshold);
  }
}
