package dev.glissade.simd;

/// The loops around those of `MicroKernel`.
interface BlockLoops {
  /// `c[i, j] = base[i, j] + block[i, j]`; `base` may be `c`.
  void add(
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
      int columns);

  /// Rows `[0, k)` of a panel: `columns` floats each, from a matrix with `row` floats a row; filled
  /// up with zeros to whole vectors.
  void copy(float[] panel, float[] b, int bAt, int row, int k, int columns);

  /// The same from the transposed matrix: `panel[p, j] = b[bAt + j · row + p]`. `scratch` has
  /// `Packing.SQUARES` floats.
  void turn(float[] panel, float[] scratch, float[] b, int bAt, int row, int k, int columns);

  /// Packs the strip of the transposed left operand `a[k, m]` that begins with column `from`; what
  /// a strip has beyond column `m` stays as it is.
  void strip(float[] packed, float[] a, int aAt, int m, int k, int from);
}
