package dev.glissade.engine.kernels;

/// Element-wise loops, one per function, over the first `n` elements from the beginning or from an
/// offset on. Arrays may be the same array at the same offset (in place), but must not otherwise
/// overlap.
public interface Elementwise {
  /// `out[i] = f(x[i])`
  void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n);

  /// `out[i] = f(a[i], b[i])`
  void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n);

  /// `out[i] = condition[i] > 0 ? a[i] : b[i]`
  void select(float[] out, float[] condition, float[] a, float[] b, int n);

  /// `out[i] = s·a[i] + t·b[i]`, each operation rounded: an exponentially weighted average, a step
  /// along a direction.
  void combine(float[] out, float[] a, float s, float[] b, float t, int n);

  /// `out[i] = s·a[i] + t·b[i]²`, each operation rounded.
  void combineSquare(float[] out, float[] a, float s, float[] b, float t, int n);

  /// `out[i] = s·a[i] / (√(t·b[i]) + e)`, each operation rounded: the direction of Adam.
  void ratio(float[] out, float[] a, float s, float[] b, float t, float e, int n);

  /// `out[i] = bits >= threshold ? scale·x[i] : 0`, where `bits` are the upper 24 of the random
  /// number `from + i` of `key`.
  void dropout(float[] out, float[] x, float scale, long key, long from, int threshold, int n);
}
