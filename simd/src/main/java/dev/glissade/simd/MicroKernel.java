package dev.glissade.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the matrix product: a block of four to eight rows by one to four vectors,
/// held in registers while `k` products are added up.
///
/// Six rows by four vectors are 24 accumulators, which leave room for four vectors of `b` and one
/// number of `a` among 32 registers: each number that is loaded takes part in so many fused
/// multiply-adds that nothing but those limits the speed. Four rows by three vectors fill 16
/// registers. One vector has eight rows, so that the chains of additions hide their latency.
///
/// Row `r` of the block becomes `c[cAt + r · cRow]`. Row `r` of the left operand is
/// `a[aAt + r · aRow + p · aStep]`, row `p` of the right one `b[bAt + p · bStep]`. Each element is
/// one chain of fused multiply-adds in the order of the summed index.
///
/// The loops do nothing else, touch no mask and call none of ours, so that the first-level
/// compiler, which expands every vector operation, does not run out of registers and leave them to
/// the interpreter, and so that the second-level one keeps all vectors in registers.
final class MicroKernel {
  /// Rows of `eightByOne`.
  static final int MOST_ROWS = 8;

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = SPECIES.length();

  private MicroKernel() {}

  /// A block of `rows` rows and `width` columns, which are whole vectors.
  static void product(
      int rows,
      int width,
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
      int k) {
    switch (width / LENGTH) {
      case 1 -> eightByOne(c, cAt, cRow, a, aAt, aRow, aStep, b, bAt, bStep, k);
      case 2 -> fourByTwo(c, cAt, cRow, a, aAt, aRow, aStep, b, bAt, bStep, k);
      case 3 -> fourByThree(c, cAt, cRow, a, aAt, aRow, aStep, b, bAt, bStep, k);
      default -> {
        if (rows == 6) {
          sixByFour(c, cAt, cRow, a, aAt, aRow, aStep, b, bAt, bStep, k);
        } else {
          fourByFour(c, cAt, cRow, a, aAt, aRow, aStep, b, bAt, bStep, k);
        }
      }
    }
  }

  /// Six rows by four vectors.
  private static void sixByFour(
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
      int k) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
    FloatVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
    FloatVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
    FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
    FloatVector s40 = zero, s41 = zero, s42 = zero, s43 = zero;
    FloatVector s50 = zero, s51 = zero, s52 = zero, s53 = zero;
    for (int p = 0, i = aAt, j = bAt; p < k; p++, i += aStep, j += bStep) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + LENGTH);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, j + 2 * LENGTH);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, j + 3 * LENGTH);
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(SPECIES, a[i + aRow]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(SPECIES, a[i + 2 * aRow]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(SPECIES, a[i + 3 * aRow]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
      x = FloatVector.broadcast(SPECIES, a[i + 4 * aRow]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      s42 = x.fma(b2, s42);
      s43 = x.fma(b3, s43);
      x = FloatVector.broadcast(SPECIES, a[i + 5 * aRow]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
      s52 = x.fma(b2, s52);
      s53 = x.fma(b3, s53);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + LENGTH);
    s02.intoArray(c, cAt + 2 * LENGTH);
    s03.intoArray(c, cAt + 3 * LENGTH);
    s10.intoArray(c, cAt + cRow);
    s11.intoArray(c, cAt + cRow + LENGTH);
    s12.intoArray(c, cAt + cRow + 2 * LENGTH);
    s13.intoArray(c, cAt + cRow + 3 * LENGTH);
    s20.intoArray(c, cAt + 2 * cRow);
    s21.intoArray(c, cAt + 2 * cRow + LENGTH);
    s22.intoArray(c, cAt + 2 * cRow + 2 * LENGTH);
    s23.intoArray(c, cAt + 2 * cRow + 3 * LENGTH);
    s30.intoArray(c, cAt + 3 * cRow);
    s31.intoArray(c, cAt + 3 * cRow + LENGTH);
    s32.intoArray(c, cAt + 3 * cRow + 2 * LENGTH);
    s33.intoArray(c, cAt + 3 * cRow + 3 * LENGTH);
    s40.intoArray(c, cAt + 4 * cRow);
    s41.intoArray(c, cAt + 4 * cRow + LENGTH);
    s42.intoArray(c, cAt + 4 * cRow + 2 * LENGTH);
    s43.intoArray(c, cAt + 4 * cRow + 3 * LENGTH);
    s50.intoArray(c, cAt + 5 * cRow);
    s51.intoArray(c, cAt + 5 * cRow + LENGTH);
    s52.intoArray(c, cAt + 5 * cRow + 2 * LENGTH);
    s53.intoArray(c, cAt + 5 * cRow + 3 * LENGTH);
  }

  /// Four rows by four vectors.
  private static void fourByFour(
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
      int k) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
    FloatVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
    FloatVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
    FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
    for (int p = 0, i = aAt, j = bAt; p < k; p++, i += aStep, j += bStep) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + LENGTH);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, j + 2 * LENGTH);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, j + 3 * LENGTH);
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(SPECIES, a[i + aRow]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(SPECIES, a[i + 2 * aRow]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(SPECIES, a[i + 3 * aRow]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + LENGTH);
    s02.intoArray(c, cAt + 2 * LENGTH);
    s03.intoArray(c, cAt + 3 * LENGTH);
    s10.intoArray(c, cAt + cRow);
    s11.intoArray(c, cAt + cRow + LENGTH);
    s12.intoArray(c, cAt + cRow + 2 * LENGTH);
    s13.intoArray(c, cAt + cRow + 3 * LENGTH);
    s20.intoArray(c, cAt + 2 * cRow);
    s21.intoArray(c, cAt + 2 * cRow + LENGTH);
    s22.intoArray(c, cAt + 2 * cRow + 2 * LENGTH);
    s23.intoArray(c, cAt + 2 * cRow + 3 * LENGTH);
    s30.intoArray(c, cAt + 3 * cRow);
    s31.intoArray(c, cAt + 3 * cRow + LENGTH);
    s32.intoArray(c, cAt + 3 * cRow + 2 * LENGTH);
    s33.intoArray(c, cAt + 3 * cRow + 3 * LENGTH);
  }

  /// Four rows by three vectors.
  private static void fourByThree(
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
      int k) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero, s01 = zero, s02 = zero;
    FloatVector s10 = zero, s11 = zero, s12 = zero;
    FloatVector s20 = zero, s21 = zero, s22 = zero;
    FloatVector s30 = zero, s31 = zero, s32 = zero;
    for (int p = 0, i = aAt, j = bAt; p < k; p++, i += aStep, j += bStep) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + LENGTH);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, j + 2 * LENGTH);
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      x = FloatVector.broadcast(SPECIES, a[i + aRow]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      x = FloatVector.broadcast(SPECIES, a[i + 2 * aRow]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      x = FloatVector.broadcast(SPECIES, a[i + 3 * aRow]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + LENGTH);
    s02.intoArray(c, cAt + 2 * LENGTH);
    s10.intoArray(c, cAt + cRow);
    s11.intoArray(c, cAt + cRow + LENGTH);
    s12.intoArray(c, cAt + cRow + 2 * LENGTH);
    s20.intoArray(c, cAt + 2 * cRow);
    s21.intoArray(c, cAt + 2 * cRow + LENGTH);
    s22.intoArray(c, cAt + 2 * cRow + 2 * LENGTH);
    s30.intoArray(c, cAt + 3 * cRow);
    s31.intoArray(c, cAt + 3 * cRow + LENGTH);
    s32.intoArray(c, cAt + 3 * cRow + 2 * LENGTH);
  }

  /// Four rows by two vectors.
  private static void fourByTwo(
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
      int k) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero, s01 = zero;
    FloatVector s10 = zero, s11 = zero;
    FloatVector s20 = zero, s21 = zero;
    FloatVector s30 = zero, s31 = zero;
    for (int p = 0, i = aAt, j = bAt; p < k; p++, i += aStep, j += bStep) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, j + LENGTH);
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(SPECIES, a[i + aRow]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = FloatVector.broadcast(SPECIES, a[i + 2 * aRow]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(SPECIES, a[i + 3 * aRow]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + LENGTH);
    s10.intoArray(c, cAt + cRow);
    s11.intoArray(c, cAt + cRow + LENGTH);
    s20.intoArray(c, cAt + 2 * cRow);
    s21.intoArray(c, cAt + 2 * cRow + LENGTH);
    s30.intoArray(c, cAt + 3 * cRow);
    s31.intoArray(c, cAt + 3 * cRow + LENGTH);
  }

  /// Eight rows by one vector.
  private static void eightByOne(
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
      int k) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero;
    FloatVector s10 = zero;
    FloatVector s20 = zero;
    FloatVector s30 = zero;
    FloatVector s40 = zero;
    FloatVector s50 = zero;
    FloatVector s60 = zero;
    FloatVector s70 = zero;
    for (int p = 0, i = aAt, j = bAt; p < k; p++, i += aStep, j += bStep) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, j);
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      s00 = x.fma(b0, s00);
      x = FloatVector.broadcast(SPECIES, a[i + aRow]);
      s10 = x.fma(b0, s10);
      x = FloatVector.broadcast(SPECIES, a[i + 2 * aRow]);
      s20 = x.fma(b0, s20);
      x = FloatVector.broadcast(SPECIES, a[i + 3 * aRow]);
      s30 = x.fma(b0, s30);
      x = FloatVector.broadcast(SPECIES, a[i + 4 * aRow]);
      s40 = x.fma(b0, s40);
      x = FloatVector.broadcast(SPECIES, a[i + 5 * aRow]);
      s50 = x.fma(b0, s50);
      x = FloatVector.broadcast(SPECIES, a[i + 6 * aRow]);
      s60 = x.fma(b0, s60);
      x = FloatVector.broadcast(SPECIES, a[i + 7 * aRow]);
      s70 = x.fma(b0, s70);
    }
    s00.intoArray(c, cAt);
    s10.intoArray(c, cAt + cRow);
    s20.intoArray(c, cAt + 2 * cRow);
    s30.intoArray(c, cAt + 3 * cRow);
    s40.intoArray(c, cAt + 4 * cRow);
    s50.intoArray(c, cAt + 5 * cRow);
    s60.intoArray(c, cAt + 6 * cRow);
    s70.intoArray(c, cAt + 7 * cRow);
  }
}
