package dev.glissade.engine;

import java.nio.charset.StandardCharsets;

/// Random numbers addressed by (seed, purpose, step, index), without any state: the same address
/// always gives the same number, and one purpose never disturbs another.
///
/// The numbers are those of SplitMix64 (Steele, Lea and Flood 2014) started at a key and entered at
/// any index.
public record RandomNumbers(long key) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /// The numbers for one purpose, for example `0.dropout`.
  public static RandomNumbers of(long seed, String purpose) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * 0x100000001B3L;
    }
    return new RandomNumbers(mix(mix(seed) + hash));
  }

  /// The numbers of the same purpose at one step.
  public RandomNumbers at(long step) {
    return new RandomNumbers(keyAt(key, step));
  }

  static long keyAt(long key, long step) {
    return mix(key + GOLDEN * (2 * step + 1));
  }

  /// 64 uniform bits.
  public long bits(long index) {
    return mix(key + GOLDEN * index);
  }

  /// Uniform in `[0, 1)`, a multiple of 2⁻⁵³.
  public double uniform(long index) {
    return (bits(index) >>> 11) * 0x1.0p-53;
  }

  /// Standard normal, by Box and Muller (1958) from the uniform numbers `2·index` and
  /// `2·index + 1`.
  public double normal(long index) {
    double radius = Math.sqrt(-2 * Math.log1p(-uniform(2 * index)));
    return radius * Math.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  /// `out[i] = bits(from + i) >= threshold ? x[i] · scale : 0`, reading the upper 24 bits: the
  /// kernel of dropout.
  static void mask(
      long key,
      long from,
      int threshold,
      float scale,
      float[] out,
      int outAt,
      float[] x,
      int xAt,
      int n) {
    for (int i = 0; i < n; i++) {
      int bits = (int) (mix(key + GOLDEN * (from + i)) >>> 40);
      out[outAt + i] = bits >= threshold ? x[xAt + i] * scale : 0f;
    }
  }

  /// The number of 2⁻²⁴ steps below `rate`: an element is dropped where its 24 bits are smaller.
  static int threshold(double rate) {
    return (int) Math.round(rate * 0x1.0p24);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
