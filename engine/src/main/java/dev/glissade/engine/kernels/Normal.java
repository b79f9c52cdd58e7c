package dev.glissade.engine.kernels;

/// Standard normal numbers by Box and Muller (1958): number `i` comes of the uniform numbers `2 i`
/// and `2 i + 1` of a key, so that any of them can be had alone.
public final class Normal {
  private Normal() {}

  /// Number `index` of a key.
  public static double at(long key, long index) {
    double radius = Math.sqrt(-2 * Math.log1p(-SplitMix.uniform(key, 2 * index)));
    return radius * Math.cos(2 * Math.PI * SplitMix.uniform(key, 2 * index + 1));
  }

  /// Fills `y` with the numbers `[from, to)` of those that begin with number `first`.
  public static void fill(float[] y, int yAt, long key, long first, int from, int to) {
    for (int i = from; i < to; i++) {
      y[yAt + i] = (float) at(key, first + i);
    }
  }
}
