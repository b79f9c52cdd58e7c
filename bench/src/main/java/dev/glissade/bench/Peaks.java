package dev.glissade.bench;

import dev.glissade.engine.ThreadTeam;

/// What this machine can do at most, as loops that the JVM compiles to vectors by itself reach it:
/// multiplications with additions on values in registers, and updates of arrays that fit no cache.
///
/// @param gigaflops billions of operations in a second; a multiplication with its addition is two
/// @param gigabytes billions of bytes in a second, of `x = x + s·y` with 12 bytes for each element
public record Peaks(double gigaflops, double gigabytes) {
  private static final int ROUNDS = 7;
  private static final int IN_CACHE = 1 << 10;
  private static final int CHAIN = 16;
  private static final int PASSES = 4_000;
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

  /// Nanoseconds of the fastest round.
  private static double best(ThreadTeam team, ThreadTeam.Task task) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
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
