package dev.glissade.engine;

import dev.glissade.engine.kernels.Normal;
import dev.glissade.engine.kernels.SplitMix;
import java.nio.charset.StandardCharsets;

/// Random numbers addressed by (seed, purpose, step, index), without any state: the same address
/// always gives the same number, and one purpose never disturbs another.
///
/// The numbers are those of `SplitMix` started at a key and entered at any index.
public record RandomNumbers(long key) {
  /// The numbers for one purpose, for example `0.dropout`.
  public static RandomNumbers of(long seed, String purpose) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * 0x100000001B3L;
    }
    return new RandomNumbers(SplitMix.mix(SplitMix.mix(seed) + hash));
  }

  /// The numbers of the same purpose at one step.
  public RandomNumbers at(long step) {
    return new RandomNumbers(keyAt(key, step));
  }

  static long keyAt(long key, long step) {
    return SplitMix.bits(key, 2 * step + 1);
  }

  /// 64 uniform bits.
  public long bits(long index) {
    return SplitMix.bits(key, index);
  }

  /// Uniform in `[0, 1)`, a multiple of 2⁻⁵³.
  public double uniform(long index) {
    return SplitMix.uniform(key, index);
  }

  /// Standard normal, by Box and Muller (1958) from the uniform numbers `2·index` and
  /// `2·index + 1`.
  public double normal(long index) {
    return Normal.at(key, index);
  }

  /// The number of 2⁻²⁴ steps below `rate`: an element is dropped where its 24 bits are smaller.
  static int threshold(double rate) {
    return (int) Math.round(rate * 0x1.0p24);
  }
}
