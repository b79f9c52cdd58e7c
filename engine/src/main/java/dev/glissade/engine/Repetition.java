package dev.glissade.engine;

/// How the elements of a small shape are repeated to fill a larger one, by NumPy's rule.
final class Repetition {
  /// No repetition.
  static final Repetition NONE = new Repetition(Shape.SCALAR, Shape.SCALAR);

  private final int[] extents;
  private final int[] strides;

  Repetition(Shape small, Shape large) {
    extents = large.extents();
    strides = new int[extents.length];
    int shift = large.rank() - small.rank();
    int stride = 1;
    for (int axis = large.rank() - 1; axis >= shift; axis--) {
      int extent = small.extent(axis - shift);
      strides[axis] = extent == 1 ? 0 : stride;
      stride *= extent;
    }
  }

  /// Writes elements `[position, position + n)` of the large shape.
  void gather(float[] out, int outAt, float[] x, int xAt, int position, int n) {
    int last = extents.length - 1;
    for (int i = 0; i < n; ) {
      int rest = position + i;
      int from = xAt;
      for (int axis = last; axis >= 0; axis--) {
        from += rest % extents[axis] * strides[axis];
        rest /= extents[axis];
      }
      int run = Math.min(n - i, extents[last] - (position + i) % extents[last]);
      if (strides[last] == 0) {
        java.util.Arrays.fill(out, outAt + i, outAt + i + run, x[from]);
      } else {
        System.arraycopy(x, from, out, outAt + i, run);
      }
      i += run;
    }
  }
}
