package dev.glissade.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Moves finished blocks of the matrix product to `c`.
final class Blocks {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = Lanes.LENGTH;

  private Blocks() {}

  /// Whole vectors that hold `columns` floats, in floats.
  static int width(int columns) {
    return Math.ceilDiv(columns, LENGTH) * LENGTH;
  }

  /// `c[i, j] = base[i, j] + block[i, j]`; `base` may be `c`.
  static void add(
      float[] c,
      int cAt,
      int cRow,
      float[] base,
      int baseAt,
      int baseRow,
      float[] block,
      int blockAt,
      int blockRow,
      int rows,
      int columns) {
    int whole = Lanes.bound(columns);
    for (int i = 0; i < rows; i++) {
      int to = cAt + i * cRow;
      int from = baseAt + i * baseRow;
      int at = blockAt + i * blockRow;
      for (int j = 0; j < whole; j += LENGTH) {
        FloatVector sum = FloatVector.fromArray(SPECIES, block, at + j);
        FloatVector.fromArray(SPECIES, base, from + j).add(sum).intoArray(c, to + j);
      }
      for (int j = whole; j < columns; j++) {
        c[to + j] = base[from + j] + block[at + j];
      }
    }
  }
}
