package dev.glissade.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Copies parts of matrices into the order in which the innermost loop of the matrix product reads
/// them.
final class Packing {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = SPECIES.length();

  /// Columns of a strip of the left operand: a multiple of a vector, and of the four, six or eight
  /// rows of a block, so that no block lies in two strips.
  static final int STRIP = Math.max(24, 3 * LENGTH);

  /// Floats that `turn` needs as scratch.
  static final int SQUARES = 2 * LENGTH * LENGTH;

  /// Lane `i` of the lower (upper) half of a vector goes to lanes `2i` and `2i + 1`.
  private static final VectorShuffle<Float> LOWER = VectorShuffle.fromOp(SPECIES, i -> i / 2);

  private static final VectorShuffle<Float> UPPER =
      VectorShuffle.fromOp(SPECIES, i -> (LENGTH + i) / 2);
  private static final VectorMask<Float> ODD =
      VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL & (-1L >>> (64 - LENGTH)));

  private Packing() {}

  /// Rows `[0, k)` of a panel: `columns` floats each, from a matrix with `row` floats a row; filled
  /// up with zeros to whole vectors.
  static void copy(float[] panel, float[] b, int bAt, int row, int k, int columns) {
    int width = Math.ceilDiv(columns, LENGTH) * LENGTH;
    int whole = Lanes.bound(columns);
    VectorMask<Float> tail = Lanes.first(columns - whole);
    for (int p = 0; p < k; p++) {
      int from = bAt + p * row;
      int to = p * width;
      for (int j = 0; j < whole; j += LENGTH) {
        FloatVector.fromArray(SPECIES, b, from + j).intoArray(panel, to + j);
      }
      if (whole < width) {
        FloatVector.fromArray(SPECIES, b, from + whole, tail).intoArray(panel, to + whole);
      }
    }
  }

  /// The same from the transposed matrix: `panel[p, j] = b[bAt + j · row + p]`.
  static void turn(
      float[] panel, float[] scratch, float[] b, int bAt, int row, int k, int columns) {
    int width = Math.ceilDiv(columns, LENGTH) * LENGTH;
    for (int j = 0; j < width; j += LENGTH) {
      for (int p = 0; p < k; p += LENGTH) {
        int rows = Math.min(LENGTH, columns - j);
        int count = Math.min(LENGTH, k - p);
        turnSquare(panel, p * width + j, width, scratch, b, bAt + j * row + p, row, rows, count);
      }
    }
  }

  /// A square of `LENGTH` by `LENGTH`: `rows` rows with `count` floats are read, `count` rows are
  /// written.
  ///
  /// Each of log2(LENGTH) steps interleaves row `i` with row `i + LENGTH / 2`, which rotates the
  /// bits of an element's address (row, column) by one; after all of them row and column have
  /// changed places.
  private static void turnSquare(
      float[] out,
      int outAt,
      int width,
      float[] scratch,
      float[] b,
      int bAt,
      int row,
      int rows,
      int count) {
    VectorMask<Float> mask = Lanes.first(count);
    for (int i = 0; i < rows; i++) {
      FloatVector.fromArray(SPECIES, b, bAt + i * row, mask).intoArray(scratch, i * LENGTH);
    }
    for (int i = rows; i < LENGTH; i++) {
      FloatVector.zero(SPECIES).intoArray(scratch, i * LENGTH);
    }
    int from = 0;
    int half = LENGTH * LENGTH / 2;
    for (int step = LENGTH; step > 1; step >>= 1) {
      int to = 2 * half - from;
      for (int i = 0; i < half; i += LENGTH) {
        FloatVector x = FloatVector.fromArray(SPECIES, scratch, from + i);
        FloatVector y = FloatVector.fromArray(SPECIES, scratch, from + half + i);
        x.rearrange(LOWER).blend(y.rearrange(LOWER), ODD).intoArray(scratch, to + 2 * i);
        x.rearrange(UPPER).blend(y.rearrange(UPPER), ODD).intoArray(scratch, to + 2 * i + LENGTH);
      }
      from = to;
    }
    for (int i = 0; i < count; i++) {
      FloatVector.fromArray(SPECIES, scratch, from + i * LENGTH).intoArray(out, outAt + i * width);
    }
  }

  /// Floats that hold all strips of a left operand.
  static int stripSize(int m, int k) {
    return Math.multiplyExact(Math.ceilDiv(m, STRIP) * STRIP, k);
  }

  /// Packs the strip of the transposed left operand `a[k, m]` that begins with column `from`; what
  /// a strip has beyond column `m` stays as it is.
  static void strip(float[] packed, float[] a, int aAt, int m, int k, int from) {
    int columns = Math.min(STRIP, m - from);
    int whole = Lanes.bound(columns);
    for (int p = 0; p < k; p++) {
      int read = aAt + p * m + from;
      int to = from * k + p * STRIP;
      for (int j = 0; j < whole; j += LENGTH) {
        FloatVector.fromArray(SPECIES, a, read + j).intoArray(packed, to + j);
      }
      for (int j = whole; j < columns; j++) {
        packed[to + j] = a[read + j];
      }
    }
  }

  /// Where column `i` begins in the strips.
  static int inStrip(int i, int k) {
    return i / STRIP * STRIP * k + i % STRIP;
  }
}
