package dev.glissade.engine.kernels;

/// Element-wise loops, one per function. Arrays may be the same array at the same offset (in
/// place), but must not otherwise overlap.
public interface Elementwise {
  /// `out[i] = f(x[i])`
  void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n);

  /// `out[i] = f(a[i], b[i])`
  void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n);

  /// `out[i] = condition[i] > 0 ? a[i] : b[i]`
  void select(
      float[] out,
      int outAt,
      float[] condition,
      int conditionAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int n);
}
