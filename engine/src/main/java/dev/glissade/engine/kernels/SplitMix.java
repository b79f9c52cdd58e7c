package dev.glissade.engine.kernels;

/// The hash behind all random numbers: SplitMix64 (Steele, Lea and Flood 2014) entered at any
/// index.
public final class SplitMix {
  /// What the index is multiplied by.
  public static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /// The first factor of `mix`.
  public static final long FIRST = 0xBF58476D1CE4E5B9L;

  /// The second factor of `mix`.
  public static final long SECOND = 0x94D049BB133111EBL;

  private SplitMix() {}

  /// 64 uniform bits for an index.
  public static long bits(long key, long index) {
    return mix(key + GOLDEN * index);
  }

  /// Uniform in `[0, 1)`, a multiple of 2⁻⁵³.
  public static double uniform(long key, long index) {
    return (bits(key, index) >>> 11) * 0x1.0p-53;
  }

  /// Spreads every bit over all others.
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * FIRST;
    z = (z ^ (z >>> 27)) * SECOND;
    return z ^ (z >>> 31);
  }
}
