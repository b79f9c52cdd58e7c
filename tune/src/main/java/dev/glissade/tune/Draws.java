package dev.glissade.tune;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Random numbers addressed by (seed, trial, purpose), so that no state has to be stored: a study
/// that goes on after a kill, or with another number of workers, draws the same numbers.
///
/// The numbers are those of SplitMix64 (Steele, Lea and Flood 2014) from a key of the address. An
/// object counts up from the key and belongs to one thread.
public final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long seed;
  private long state;

  private Draws(long seed, long state) {
    this.seed = seed;
    this.state = state;
  }

  /// The numbers of one purpose, for example `sampler`, at one trial or decision of a study.
  public static Draws of(long seed, long index, String purpose) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * 0x100000001B3L;
    }
    return new Draws(seed, mix(mix(mix(seed) + hash) + GOLDEN * index));
  }

  /// Numbers that are the same for all trials and decisions of the study, such as the shift of a
  /// sequence; this object counts no further.
  public Draws shared(String purpose) {
    return of(seed, -1, purpose);
  }

  /// 64 uniform bits.
  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /// Uniform in `[0, 1)`, a multiple of 2⁻⁵³.
  public double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /// As many numbers, each uniform in `[0, 1)`.
  public double[] uniforms(int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> uniform());
    return numbers;
  }

  /// A whole number in `[0, bound)`, each as likely up to 2⁻³³.
  public int below(int bound) {
    return (int) Math.multiplyHigh(bits() >>> 1, 2L * bound);
  }

  /// Standard normal, by Box and Muller (1958); takes two uniform numbers.
  public double normal() {
    double radius = Math.sqrt(-2 * Math.log1p(-uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
