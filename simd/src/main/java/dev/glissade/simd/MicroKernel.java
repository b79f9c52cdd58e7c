package dev.glissade.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the matrix product: a block of four rows by one to four vectors, held in
/// registers while `k` products are added to it.
///
/// Sixteen accumulators hide the latency of two fused multiply-adds per cycle, and leave room for
/// four vectors of `b` and one number of `a` among 32 registers; with 16 registers `threeVectors`
/// fills them. Each element is one chain of fused multiply-adds in the order of the summed index.
///
/// `block` holds the rows one after the other and is read, added to and written. Row `r` of the
/// left operand is `a[aAt + ar + p · aStep]` with `a0 = 0`; row `p` of the right one begins at
/// `b[bAt + p · bStep]`.
///
/// These methods do nothing else, and touch no mask, so that the first-level compiler, which
/// expands every vector operation, does not run out of registers and leave them to the interpreter.
final class MicroKernel {
  /// Rows of a block.
  static final int ROWS = 4;

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = SPECIES.length();

  private MicroKernel() {}

  /// Four rows by four vectors.
  static void fourVectors(
      float[] block,
      float[] a,
      int aAt,
      int a1,
      int a2,
      int a3,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int k) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, block, 0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, block, LENGTH);
    FloatVector s02 = FloatVector.fromArray(SPECIES, block, 2 * LENGTH);
    FloatVector s03 = FloatVector.fromArray(SPECIES, block, 3 * LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, block, 4 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, block, 5 * LENGTH);
    FloatVector s12 = FloatVector.fromArray(SPECIES, block, 6 * LENGTH);
    FloatVector s13 = FloatVector.fromArray(SPECIES, block, 7 * LENGTH);
    FloatVector s20 = FloatVector.fromArray(SPECIES, block, 8 * LENGTH);
    FloatVector s21 = FloatVector.fromArray(SPECIES, block, 9 * LENGTH);
    FloatVector s22 = FloatVector.fromArray(SPECIES, block, 10 * LENGTH);
    FloatVector s23 = FloatVector.fromArray(SPECIES, block, 11 * LENGTH);
    FloatVector s30 = FloatVector.fromArray(SPECIES, block, 12 * LENGTH);
    FloatVector s31 = FloatVector.fromArray(SPECIES, block, 13 * LENGTH);
    FloatVector s32 = FloatVector.fromArray(SPECIES, block, 14 * LENGTH);
    FloatVector s33 = FloatVector.fromArray(SPECIES, block, 15 * LENGTH);
    int at = aAt;
    int bp = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LENGTH);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LENGTH);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LENGTH);
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(SPECIES, a[at + a1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(SPECIES, a[at + a2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(SPECIES, a[at + a3]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      at += aStep;
      bp += bStep;
    }
    s00.intoArray(block, 0);
    s01.intoArray(block, LENGTH);
    s02.intoArray(block, 2 * LENGTH);
    s03.intoArray(block, 3 * LENGTH);
    s10.intoArray(block, 4 * LENGTH);
    s11.intoArray(block, 5 * LENGTH);
    s12.intoArray(block, 6 * LENGTH);
    s13.intoArray(block, 7 * LENGTH);
    s20.intoArray(block, 8 * LENGTH);
    s21.intoArray(block, 9 * LENGTH);
    s22.intoArray(block, 10 * LENGTH);
    s23.intoArray(block, 11 * LENGTH);
    s30.intoArray(block, 12 * LENGTH);
    s31.intoArray(block, 13 * LENGTH);
    s32.intoArray(block, 14 * LENGTH);
    s33.intoArray(block, 15 * LENGTH);
  }

  /// Four rows by three vectors.
  static void threeVectors(
      float[] block,
      float[] a,
      int aAt,
      int a1,
      int a2,
      int a3,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int k) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, block, 0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, block, LENGTH);
    FloatVector s02 = FloatVector.fromArray(SPECIES, block, 2 * LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, block, 3 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, block, 4 * LENGTH);
    FloatVector s12 = FloatVector.fromArray(SPECIES, block, 5 * LENGTH);
    FloatVector s20 = FloatVector.fromArray(SPECIES, block, 6 * LENGTH);
    FloatVector s21 = FloatVector.fromArray(SPECIES, block, 7 * LENGTH);
    FloatVector s22 = FloatVector.fromArray(SPECIES, block, 8 * LENGTH);
    FloatVector s30 = FloatVector.fromArray(SPECIES, block, 9 * LENGTH);
    FloatVector s31 = FloatVector.fromArray(SPECIES, block, 10 * LENGTH);
    FloatVector s32 = FloatVector.fromArray(SPECIES, block, 11 * LENGTH);
    int at = aAt;
    int bp = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LENGTH);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LENGTH);
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      x = FloatVector.broadcast(SPECIES, a[at + a1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      x = FloatVector.broadcast(SPECIES, a[at + a2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      x = FloatVector.broadcast(SPECIES, a[at + a3]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      at += aStep;
      bp += bStep;
    }
    s00.intoArray(block, 0);
    s01.intoArray(block, LENGTH);
    s02.intoArray(block, 2 * LENGTH);
    s10.intoArray(block, 3 * LENGTH);
    s11.intoArray(block, 4 * LENGTH);
    s12.intoArray(block, 5 * LENGTH);
    s20.intoArray(block, 6 * LENGTH);
    s21.intoArray(block, 7 * LENGTH);
    s22.intoArray(block, 8 * LENGTH);
    s30.intoArray(block, 9 * LENGTH);
    s31.intoArray(block, 10 * LENGTH);
    s32.intoArray(block, 11 * LENGTH);
  }

  /// Four rows by two vectors.
  static void twoVectors(
      float[] block,
      float[] a,
      int aAt,
      int a1,
      int a2,
      int a3,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int k) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, block, 0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, block, LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, block, 2 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, block, 3 * LENGTH);
    FloatVector s20 = FloatVector.fromArray(SPECIES, block, 4 * LENGTH);
    FloatVector s21 = FloatVector.fromArray(SPECIES, block, 5 * LENGTH);
    FloatVector s30 = FloatVector.fromArray(SPECIES, block, 6 * LENGTH);
    FloatVector s31 = FloatVector.fromArray(SPECIES, block, 7 * LENGTH);
    int at = aAt;
    int bp = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LENGTH);
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(SPECIES, a[at + a1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = FloatVector.broadcast(SPECIES, a[at + a2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(SPECIES, a[at + a3]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      at += aStep;
      bp += bStep;
    }
    s00.intoArray(block, 0);
    s01.intoArray(block, LENGTH);
    s10.intoArray(block, 2 * LENGTH);
    s11.intoArray(block, 3 * LENGTH);
    s20.intoArray(block, 4 * LENGTH);
    s21.intoArray(block, 5 * LENGTH);
    s30.intoArray(block, 6 * LENGTH);
    s31.intoArray(block, 7 * LENGTH);
  }

  /// Four rows by one vector.
  static void oneVector(
      float[] block,
      float[] a,
      int aAt,
      int a1,
      int a2,
      int a3,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int k) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, block, 0);
    FloatVector s10 = FloatVector.fromArray(SPECIES, block, LENGTH);
    FloatVector s20 = FloatVector.fromArray(SPECIES, block, 2 * LENGTH);
    FloatVector s30 = FloatVector.fromArray(SPECIES, block, 3 * LENGTH);
    int at = aAt;
    int bp = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      s00 = x.fma(b0, s00);
      x = FloatVector.broadcast(SPECIES, a[at + a1]);
      s10 = x.fma(b0, s10);
      x = FloatVector.broadcast(SPECIES, a[at + a2]);
      s20 = x.fma(b0, s20);
      x = FloatVector.broadcast(SPECIES, a[at + a3]);
      s30 = x.fma(b0, s30);
      at += aStep;
      bp += bStep;
    }
    s00.intoArray(block, 0);
    s10.intoArray(block, LENGTH);
    s20.intoArray(block, 2 * LENGTH);
    s30.intoArray(block, 3 * LENGTH);
  }
}
