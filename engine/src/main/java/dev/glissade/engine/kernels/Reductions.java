package dev.glissade.engine.kernels;

/// Sums and maxima over the rows or columns of a matrix stored row by row. The order of additions
/// depends on the sizes only. An empty sum is 0, an empty maximum -∞; a NaN makes the result NaN.
public interface Reductions {
  /// `out[i] = Σⱼ x[i, j]` for rows `i` in `[from, to)`.
  void sumRows(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to);

  /// `out[j] = Σᵢ x[i, j]` for columns `j` in `[from, to)`.
  void sumColumns(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to);

  /// `out[i] = maxⱼ x[i, j]` for rows `i` in `[from, to)`.
  void maxRows(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to);

  /// `out[j] = maxᵢ x[i, j]` for columns `j` in `[from, to)`.
  void maxColumns(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to);

  /// `Σ x[i]²` in double precision, so that the squares of large and small floats neither overflow
  /// nor vanish.
  double sumOfSquares(float[] x, int xAt, int n);
}
