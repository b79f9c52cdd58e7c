package dev.glissade.engine.kernels;

/// A product added to a sum: rounded once where the processor has an instruction for that, twice
/// where it has none (x86 before 2013) and rounding once would take a microsecond.
final class MultiplyAdd {
  private static final int TRIES = 8;
  private static final int CALLS = 100;
  private static final long MOST_NANOS = 1_000L * CALLS;

  /// Numbers so far apart that their exact sum, which software computes, has hundreds of digits.
  private static final float SMALL = 0x1.234p-60f;

  private static final float LARGE = 0x1.567p100f;

  /// Whether it is rounded once. The instruction takes 50 ns in the interpreter, software a hundred
  /// times as long.
  static final boolean IS_FUSED = isInstruction();

  private MultiplyAdd() {}

  private static boolean isInstruction() {
    long least = Long.MAX_VALUE;
    float sum = 0;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      for (int call = 0; call < CALLS; call++) {
        sum += Math.fma(SMALL, SMALL, LARGE);
      }
      least = Math.min(least, System.nanoTime() - start);
    }
    return least < MOST_NANOS && sum > 0;
  }

  /// `x · y + sum`.
  static float of(float x, float y, float sum) {
    return IS_FUSED ? Math.fma(x, y, sum) : x * y + sum;
  }
}
