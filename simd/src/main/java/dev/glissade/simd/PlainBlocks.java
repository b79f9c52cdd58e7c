package dev.glissade.simd;

/// The loops of the matrix product in plain Java.
final class PlainBlocks implements BlockLoops {
  private static final int LENGTH = Lanes.LENGTH;

  /// For any even number of rows: two rows by four columns at a time, which are enough chains of
  /// additions to hide their latency.
  @Override
  public void product(
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
    for (int r = 0; r < rows; r += 2) {
      for (int j = 0; j < width; j += 4) {
        int at = cAt + r * cRow + j;
        twoByFour(c, at, cRow, a, aAt + r * aRow, aRow, aStep, b, bAt + j, bStep, k);
      }
    }
  }

  private static void twoByFour(
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
    float s00 = 0, s01 = 0, s02 = 0, s03 = 0;
    float s10 = 0, s11 = 0, s12 = 0, s13 = 0;
    for (int p = 0, i = aAt, j = bAt; p < k; p++, i += aStep, j += bStep) {
      float x = a[i];
      s00 = Math.fma(x, b[j], s00);
      s01 = Math.fma(x, b[j + 1], s01);
      s02 = Math.fma(x, b[j + 2], s02);
      s03 = Math.fma(x, b[j + 3], s03);
      x = a[i + aRow];
      s10 = Math.fma(x, b[j], s10);
      s11 = Math.fma(x, b[j + 1], s11);
      s12 = Math.fma(x, b[j + 2], s12);
      s13 = Math.fma(x, b[j + 3], s13);
    }
    c[cAt] = s00;
    c[cAt + 1] = s01;
    c[cAt + 2] = s02;
    c[cAt + 3] = s03;
    c[cAt + cRow] = s10;
    c[cAt + cRow + 1] = s11;
    c[cAt + cRow + 2] = s12;
    c[cAt + cRow + 3] = s13;
  }

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
