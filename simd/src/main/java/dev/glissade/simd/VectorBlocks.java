package dev.glissade.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops around those of `MicroKernel` on vectors.
final class VectorBlocks implements BlockLoops {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = Lanes.LENGTH;

  @Override
  public void add(
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

  @Override
  public void copy(float[] panel, float[] b, int bAt, int row, int k, int columns) {
    Packing.copy(panel, b, bAt, row, k, columns);
  }

  @Override
  public void turn(
      float[] panel, float[] scratch, float[] b, int bAt, int row, int k, int columns) {
    Packing.turn(panel, scratch, b, bAt, row, k, columns);
  }

  @Override
  public void strip(float[] packed, float[] a, int aAt, int m, int k, int from) {
    Packing.strip(packed, a, aAt, m, k, from);
  }
}
