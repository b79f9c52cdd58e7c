package dev.glissade.simd;

import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The species that all kernels share.
///
/// A sum over the lanes of a vector is not here on purpose: `reduceLanes(ADD)` may add in any
/// order, and does: the interpreter's differs from the compiled one's, so a result would change its
/// bits when it is compiled.
final class Lanes {
  /// The widest vectors that this machine handles well.
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Lanes of a vector: 4, 8 or 16 (more on some machines).
  static final int LENGTH = SPECIES.length();

  /// The first 0 to `LENGTH` lanes. They are made once, as C2 makes an object of a mask that a
  /// method returns when it does not inline the method.
  private static final List<VectorMask<Float>> FIRST =
      IntStream.rangeClosed(0, LENGTH).mapToObj(n -> SPECIES.indexInRange(0, n)).toList();

  private Lanes() {}

  /// The largest multiple of the vector length that is at most `n`.
  static int bound(int n) {
    return n & -LENGTH;
  }

  /// The first `n` lanes; all of them if `n` is larger.
  static VectorMask<Float> first(int n) {
    return FIRST.get(Math.min(n, LENGTH));
  }
}
