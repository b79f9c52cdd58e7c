package dev.glissade.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of double, read from and written to floats, half as many at a time.
final class Doubles {
  /// As many bits as `Lanes.SPECIES`.
  static final VectorSpecies<Double> SPECIES =
      VectorSpecies.of(double.class, Lanes.SPECIES.vectorShape());

  /// Lanes of a vector: half of those of floats.
  static final int LENGTH = SPECIES.length();

  /// As many floats as there are doubles in a vector.
  static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  private Doubles() {}

  /// The floats from `x[at]` on, without rounding.
  static DoubleVector load(float[] x, int at) {
    return (DoubleVector)
        FloatVector.fromArray(HALF, x, at).convertShape(VectorOperators.F2D, SPECIES, 0);
  }

  /// Rounds to floats.
  static void store(DoubleVector v, float[] y, int at) {
    ((FloatVector) v.convertShape(VectorOperators.D2F, HALF, 0)).intoArray(y, at);
  }
}
