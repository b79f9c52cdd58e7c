package dev.glissade.simd;

/// The loops around those of `MicroKernel` in plain Java.
final class PlainBlocks implements BlockLoops {
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
    for (int i = 0; i < rows; i++) {
      int to = cAt + i * cRow;
      int from = baseAt + i * baseRow;
      int at = blockAt + i * blockRow;
      for (int j = 0; j < columns; j++) {
        c[to + j] = base[from + j] + block[at + j];
      }
    }
  }

  @Override
  public void copy(float[] panel, float[] b, int bAt, int row, int k, int columns) {
    int width = Math.ceilDiv(columns, LENGTH) * LENGTH;
    for (int p = 0; p < k; p++) {
      System.arraycopy(b, bAt + p * row, panel, p * width, columns);
      java.util.Arrays.fill(panel, p * width + columns, (p + 1) * width, 0f);
    }
  }

  @Override
  public void turn(
      float[] panel, float[] scratch, float[] b, int bAt, int row, int k, int columns) {
    int width = Math.ceilDiv(columns, LENGTH) * LENGTH;
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < columns; j++) {
        panel[p * width + j] = b[bAt + j * row + p];
      }
      java.util.Arrays.fill(panel, p * width + columns, (p + 1) * width, 0f);
    }
  }

  @Override
  public void strip(float[] packed, float[] a, int aAt, int m, int k, int from) {
    int columns = Math.min(Packing.STRIP, m - from);
    for (int p = 0; p < k; p++) {
      int to = from * k + p * Packing.STRIP;
      System.arraycopy(a, aAt + p * m + from, packed, to, columns);
    }
  }
}
