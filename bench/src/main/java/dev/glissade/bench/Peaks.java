package dev.glissade.bench;

import dev.glissade.engine.ThreadTeam;

/// What this machine can do at most, as loops that the JVM compiles to vectors by itself reach it:
/// multiplications with additions on values in registers, and updates of arrays that fit no cache.
///
/// @param gigaflops billions of operations in a second; a multiplication with its addition is two
/// @param gigabytes billions of bytes in a second, of `x = x + s·y` with 12 bytes for each element
public record Peaks(double gigaflops, double gigabytes) {
  private static final int FEWEST_ROUNDS = 7;
  private static final long NANOS = 700_000_000;
  /// Long enough that the ends of a loop do not count, short enough for the first-level cache.
  private static final int IN_CACHE = 1 << 12;
  /// Enough work for each load and store, and still several chains in flight at once.
  private static final int CHAIN = 12;
  private static final int PASSES = 1_000;
  private static final int OUT_OF_CACHE = 1 << 24;

  /// Measures for about two seconds.
  static Peaks measure(int threads) {
    try (ThreadTeam team = new ThreadTeam(threads)) {
      double fastest = best(team, new Chains(threads, new float[threads][IN_CACHE]));
      Update update = new Update(threads, new float[OUT_OF_CACHE], new float[OUT_OF_CACHE]);
      double widest = best(team, update);
      double operations = 2.0 * CHAIN * IN_CACHE * PASSES * threads;
      return new Peaks(operations / fastest, 12.0 * OUT_OF_CACHE / widest);
    }
  }

  /// Nanoseconds of the fastest round; the first rounds are those before the loop is compiled.
  private static double best(ThreadTeam team, ThreadTeam.Task task) {
    double best = Double.MAX_VALUE;
    long begin = System.nanoTime();
    for (int round = 0; round < FEWEST_ROUNDS || System.nanoTime() - begin < NANOS; round++) {
      long start = System.nanoTime();
      team.run(task);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  /// Each part works on its own array, so that threads do not meet.
  private record Chains(int parts, float[][] values) implements ThreadTeam.Task {
    @Override
    public void run(int part, int worker) {
      for (int pass = 0; pass < PASSES; pass++) {
        chain(values[part], 0.999f, 0.001f);
      }
    }

    private static void chain(float[] values, float x, float y) {
      for (int i = 0; i < values.length; i++) {
        float v = values[i];
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        v = Math.fma(v, x, y);
        values[i] = v;
      }
    }
  }

  private record Update(int parts, float[] a, float[] b) implements ThreadTeam.Task {
    @Override
    public void run(int part, int worker) {
      int size = a.length / parts;
      update(a, b, part * size, (part + 1) * size);
    }

    private static void update(float[] a, float[] b, int from, int to) {
      for (int i = from; i < to; i++) {
        a[i] = a[i] + 1e-3f * b[i];
      }
    }
  }
}
