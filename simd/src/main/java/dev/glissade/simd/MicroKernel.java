package dev.glissade.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the matrix product: four rows of `c` by one to four vectors, held in registers while `k` products are
/// added to them.
///
/// Sixteen accumulators hide the latency of two fused multiply-adds per cycle, and leave room for four vectors of `b` and one
/// number of `a` among 32 registers; with 16 registers `threeVectors` fills them. Each element of `c` is one chain of fused
/// multiply-adds in the order of the summed index, whatever the tile: blocking, packing and vector length do not change a bit.
///
/// Row `r` of `a` is `a[aAt + min(r, rows - 1) · aRow + p · aStep]`, row `p` of `b` begins at `b[bAt + p · bStep]`. With fewer
/// than four rows the last one is computed again and stored again. `last` masks the last vector of a row of `c`.
final class MicroKernel {
  /// Rows of `c` that a call computes.
  static final int ROWS = 4;

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = SPECIES.length();

  private MicroKernel() {}

  /// Four rows by four vectors. `isFirst`: start from zero rather than from what `c` holds.
  static void fourVectors(
      float[] c,
      int cAt,
      int cRow,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int rows,
      int k,
      boolean isFirst,
      VectorMask<Float> last) {
    int row1 = Math.min(1, rows - 1);
    int row2 = Math.min(2, rows - 1);
    int row3 = rows - 1;
    int c1 = cAt + row1 * cRow;
    int c2 = cAt + row2 * cRow;
    int c3 = cAt + row3 * cRow;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s02 = zero;
    FloatVector s03 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s12 = zero;
    FloatVector s13 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s22 = zero;
    FloatVector s23 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    FloatVector s32 = zero;
    FloatVector s33 = zero;
    if (!isFirst) {
      s00 = FloatVector.fromArray(SPECIES, c, cAt);
      s01 = FloatVector.fromArray(SPECIES, c, cAt + LENGTH);
      s02 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LENGTH);
      s03 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LENGTH, last);
      s10 = FloatVector.fromArray(SPECIES, c, c1);
      s11 = FloatVector.fromArray(SPECIES, c, c1 + LENGTH);
      s12 = FloatVector.fromArray(SPECIES, c, c1 + 2 * LENGTH);
      s13 = FloatVector.fromArray(SPECIES, c, c1 + 3 * LENGTH, last);
      s20 = FloatVector.fromArray(SPECIES, c, c2);
      s21 = FloatVector.fromArray(SPECIES, c, c2 + LENGTH);
      s22 = FloatVector.fromArray(SPECIES, c, c2 + 2 * LENGTH);
      s23 = FloatVector.fromArray(SPECIES, c, c2 + 3 * LENGTH, last);
      s30 = FloatVector.fromArray(SPECIES, c, c3);
      s31 = FloatVector.fromArray(SPECIES, c, c3 + LENGTH);
      s32 = FloatVector.fromArray(SPECIES, c, c3 + 2 * LENGTH);
      s33 = FloatVector.fromArray(SPECIES, c, c3 + 3 * LENGTH, last);
    }
    int a1 = row1 * aRow;
    int a2 = row2 * aRow;
    int a3 = row3 * aRow;
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
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + LENGTH);
    s02.intoArray(c, cAt + 2 * LENGTH);
    s03.intoArray(c, cAt + 3 * LENGTH, last);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LENGTH);
    s12.intoArray(c, c1 + 2 * LENGTH);
    s13.intoArray(c, c1 + 3 * LENGTH, last);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LENGTH);
    s22.intoArray(c, c2 + 2 * LENGTH);
    s23.intoArray(c, c2 + 3 * LENGTH, last);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LENGTH);
    s32.intoArray(c, c3 + 2 * LENGTH);
    s33.intoArray(c, c3 + 3 * LENGTH, last);
  }

  /// Four rows by three vectors. `isFirst`: start from zero rather than from what `c` holds.
  static void threeVectors(
      float[] c,
      int cAt,
      int cRow,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int rows,
      int k,
      boolean isFirst,
      VectorMask<Float> last) {
    int row1 = Math.min(1, rows - 1);
    int row2 = Math.min(2, rows - 1);
    int row3 = rows - 1;
    int c1 = cAt + row1 * cRow;
    int c2 = cAt + row2 * cRow;
    int c3 = cAt + row3 * cRow;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s02 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s12 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s22 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    FloatVector s32 = zero;
    if (!isFirst) {
      s00 = FloatVector.fromArray(SPECIES, c, cAt);
      s01 = FloatVector.fromArray(SPECIES, c, cAt + LENGTH);
      s02 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LENGTH, last);
      s10 = FloatVector.fromArray(SPECIES, c, c1);
      s11 = FloatVector.fromArray(SPECIES, c, c1 + LENGTH);
      s12 = FloatVector.fromArray(SPECIES, c, c1 + 2 * LENGTH, last);
      s20 = FloatVector.fromArray(SPECIES, c, c2);
      s21 = FloatVector.fromArray(SPECIES, c, c2 + LENGTH);
      s22 = FloatVector.fromArray(SPECIES, c, c2 + 2 * LENGTH, last);
      s30 = FloatVector.fromArray(SPECIES, c, c3);
      s31 = FloatVector.fromArray(SPECIES, c, c3 + LENGTH);
      s32 = FloatVector.fromArray(SPECIES, c, c3 + 2 * LENGTH, last);
    }
    int a1 = row1 * aRow;
    int a2 = row2 * aRow;
    int a3 = row3 * aRow;
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
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + LENGTH);
    s02.intoArray(c, cAt + 2 * LENGTH, last);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LENGTH);
    s12.intoArray(c, c1 + 2 * LENGTH, last);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LENGTH);
    s22.intoArray(c, c2 + 2 * LENGTH, last);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LENGTH);
    s32.intoArray(c, c3 + 2 * LENGTH, last);
  }

  /// Four rows by two vectors. `isFirst`: start from zero rather than from what `c` holds.
  static void twoVectors(
      float[] c,
      int cAt,
      int cRow,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int rows,
      int k,
      boolean isFirst,
      VectorMask<Float> last) {
    int row1 = Math.min(1, rows - 1);
    int row2 = Math.min(2, rows - 1);
    int row3 = rows - 1;
    int c1 = cAt + row1 * cRow;
    int c2 = cAt + row2 * cRow;
    int c3 = cAt + row3 * cRow;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero;
    FloatVector s01 = zero;
    FloatVector s10 = zero;
    FloatVector s11 = zero;
    FloatVector s20 = zero;
    FloatVector s21 = zero;
    FloatVector s30 = zero;
    FloatVector s31 = zero;
    if (!isFirst) {
      s00 = FloatVector.fromArray(SPECIES, c, cAt);
      s01 = FloatVector.fromArray(SPECIES, c, cAt + LENGTH, last);
      s10 = FloatVector.fromArray(SPECIES, c, c1);
      s11 = FloatVector.fromArray(SPECIES, c, c1 + LENGTH, last);
      s20 = FloatVector.fromArray(SPECIES, c, c2);
      s21 = FloatVector.fromArray(SPECIES, c, c2 + LENGTH, last);
      s30 = FloatVector.fromArray(SPECIES, c, c3);
      s31 = FloatVector.fromArray(SPECIES, c, c3 + LENGTH, last);
    }
    int a1 = row1 * aRow;
    int a2 = row2 * aRow;
    int a3 = row3 * aRow;
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
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + LENGTH, last);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LENGTH, last);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LENGTH, last);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LENGTH, last);
  }

  /// Four rows by one vector. `isFirst`: start from zero rather than from what `c` holds.
  static void oneVector(
      float[] c,
      int cAt,
      int cRow,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int rows,
      int k,
      boolean isFirst,
      VectorMask<Float> last) {
    int row1 = Math.min(1, rows - 1);
    int row2 = Math.min(2, rows - 1);
    int row3 = rows - 1;
    int c1 = cAt + row1 * cRow;
    int c2 = cAt + row2 * cRow;
    int c3 = cAt + row3 * cRow;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero;
    FloatVector s10 = zero;
    FloatVector s20 = zero;
    FloatVector s30 = zero;
    if (!isFirst) {
      s00 = FloatVector.fromArray(SPECIES, c, cAt, last);
      s10 = FloatVector.fromArray(SPECIES, c, c1, last);
      s20 = FloatVector.fromArray(SPECIES, c, c2, last);
      s30 = FloatVector.fromArray(SPECIES, c, c3, last);
    }
    int a1 = row1 * aRow;
    int a2 = row2 * aRow;
    int a3 = row3 * aRow;
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
    s00.intoArray(c, cAt, last);
    s10.intoArray(c, c1, last);
    s20.intoArray(c, c2, last);
    s30.intoArray(c, c3, last);
  }

  private static FloatVector start(float[] c, int at, boolean isFirst) {
    return isFirst ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, c, at);
  }

  private static FloatVector start(float[] c, int at, boolean isFirst, VectorMask<Float> mask) {
    return isFirst ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, c, at, mask);
  }
}
