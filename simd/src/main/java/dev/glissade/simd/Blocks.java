package dev.glissade.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Moves a block of the matrix product between `c` and the scratch that `MicroKernel` works on.
final class Blocks {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = SPECIES.length();

  private Blocks() {}

  /// Whole vectors that hold `columns` floats, in floats.
  static int width(int columns) {
    return Math.ceilDiv(columns, LENGTH) * LENGTH;
  }

  /// Fills the block with zeros, or with what `c` holds so far.
  static void begin(
      float[] block, float[] c, int cAt, int cRow, int rows, int columns, boolean isFirst) {
    int width = width(columns);
    if (isFirst) {
      for (int i = 0; i < MicroKernel.ROWS * width; i += LENGTH) {
        FloatVector.zero(SPECIES).intoArray(block, i);
      }
      return;
    }
    VectorMask<Float> last = Lanes.first(columns - width + LENGTH);
    for (int i = 0; i < rows; i++) {
      int j = 0;
      for (; j < width - LENGTH; j += LENGTH) {
        FloatVector.fromArray(SPECIES, c, cAt + i * cRow + j).intoArray(block, i * width + j);
      }
      FloatVector.fromArray(SPECIES, c, cAt + i * cRow + j, last).intoArray(block, i * width + j);
    }
  }

  /// Copies the block to `c`.
  static void end(float[] c, int cAt, int cRow, float[] block, int rows, int columns) {
    int width = width(columns);
    VectorMask<Float> last = Lanes.first(columns - width + LENGTH);
    for (int i = 0; i < rows; i++) {
      int j = 0;
      for (; j < width - LENGTH; j += LENGTH) {
        FloatVector.fromArray(SPECIES, block, i * width + j).intoArray(c, cAt + i * cRow + j);
      }
      FloatVector.fromArray(SPECIES, block, i * width + j).intoArray(c, cAt + i * cRow + j, last);
    }
  }
}
