package dev.glissade.simd;

import dev.glissade.engine.kernels.FloatFunctions;
import dev.glissade.engine.kernels.SplitMix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The element-wise loops that the JIT compiler does not make vectors of by itself, on whole
/// vectors, with the bits of the plain ones.
final class VectorElementwise {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = Lanes.LENGTH;
  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private VectorElementwise() {}

  /// `FloatFunctions.exp`, operation by operation.
  static void exponential(float[] out, int outAt, float[] x, int xAt, int n) {
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

  /// `out[i] = a[i] > b[i] ? 1 : 0`
  static void greater(float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + i);
      zero.blend(one, x.compare(VectorOperators.GT, y)).intoArray(out, outAt + i);
    }
  }

  /// `out[i] = bits >= threshold ? scale·x[i] : 0`; `start` is what the first element's random
  /// number is mixed from.
  static void dropout(float[] out, float[] x, float scale, long start, int threshold, int n) {
    int half = LONGS.length();
    LongVector low = LongVector.zero(LONGS).addIndex(1).mul(SplitMix.GOLDEN).add(start);
    LongVector high = low.add(SplitMix.GOLDEN * half);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < n; i += LENGTH) {
      long kept = kept(low, threshold).toLong() | kept(high, threshold).toLong() << half;
      FloatVector scaled = FloatVector.fromArray(SPECIES, x, i).mul(scale);
      zero.blend(scaled, VectorMask.fromLong(SPECIES, kept)).intoArray(out, i);
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
