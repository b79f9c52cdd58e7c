package dev.glissade.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The species that all kernels share, and folds of a vector to one number.
///
/// `reduceLanes(ADD)` may add in any order, and does: the interpreter's differs from the compiled
/// one's. A sum here is therefore a fixed tree, halves on halves, so that a result has the same
/// bits before and after compilation.
final class Lanes {
  /// The widest vectors that this machine handles well.
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Lanes of a vector: 4, 8 or 16 (more on some machines).
  static final int LENGTH = SPECIES.length();

  /// Vectors of the same size with doubles: half as many.
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  private static final VectorShuffle<Float> BY_32 = rotation(32);
  private static final VectorShuffle<Float> BY_16 = rotation(16);
  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private Lanes() {}

  private static VectorShuffle<Float> rotation(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane + distance) % LENGTH);
  }

  /// The largest multiple of the vector length that is at most `n`.
  static int bound(int n) {
    return n & -LENGTH;
  }

  /// The first `n` lanes; all of them if `n` is larger.
  static VectorMask<Float> first(int n) {
    return SPECIES.indexInRange(0, n);
  }

  /// The sum of the lanes, as a fixed tree.
  static float sum(FloatVector x) {
    FloatVector sum = x;
    if (LENGTH > 32) {
      sum = sum.add(sum.rearrange(BY_32));
    }
    if (LENGTH > 16) {
      sum = sum.add(sum.rearrange(BY_16));
    }
    if (LENGTH > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (LENGTH > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    sum = sum.add(sum.rearrange(BY_2));
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }
}
