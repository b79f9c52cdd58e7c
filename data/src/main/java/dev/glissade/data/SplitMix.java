package dev.glissade.data;

/// Random numbers as pure functions of a key and a counter (SplitMix64, Steele and others 2014).
/// Spelled out here so that the bits are the same on every release of Java.
final class SplitMix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private SplitMix() {}

  /// 64 well-mixed bits.
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// A key for a stream that is told apart by two numbers.
  static long key(long seed, long stream) {
    return mix(mix(seed + GOLDEN) + GOLDEN * (stream + 1));
  }

  /// Puts the array into an order that depends on the key alone (Fisher and Yates). The bias of the
  /// multiplication is below 2⁻³² for every array.
  static void shuffle(int[] array, long key) {
    for (int i = array.length - 1; i > 0; i--) {
      int j = (int) Math.unsignedMultiplyHigh(mix(key + GOLDEN * i), i + 1L);
      int swapped = array[i];
      array[i] = array[j];
      array[j] = swapped;
    }
  }
}
