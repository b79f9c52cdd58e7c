package dev.glissade.bench;

/// Times a call in steady state: a warm-up, then blocks of as many calls as fill a given time.
///
/// Each block is one value, so a disturbance spoils one of them and not the median.
public record Stopwatch(double warmUpSeconds, double blockSeconds, int blocks) {
  private static final int FEWEST_CALLS = 3;

  /// Checks the numbers.
  public Stopwatch {
    if (!(warmUpSeconds >= 0 && warmUpSeconds <= 3600)) {
      throw new IllegalArgumentException(
          "warm-up: expected 0 to 3600 seconds, but got " + warmUpSeconds);
    }
    if (!(blockSeconds > 0 && blockSeconds <= 3600)) {
      throw new IllegalArgumentException(
          "block: expected more than 0 and at most 3600 seconds, but got " + blockSeconds);
    }
    if (blocks < 1) {
      throw new IllegalArgumentException("repeats: expected at least 1, but got " + blocks);
    }
  }

  /// Ten seconds of warm-up, after which vectors have taken over from plain loops; five blocks of
  /// 0.3 seconds.
  public static Stopwatch usual() {
    return new Stopwatch(10, 0.3, 5);
  }

  /// What is timed; `index` counts the calls.
  interface Call {
    void run(int index);
  }

  /// Microseconds per call, one value for each block. The calls are counted on from 0.
  Sample microseconds(Call call) {
    int index = 0;
    long start = System.nanoTime();
    while (index < FEWEST_CALLS || secondsSince(start) < warmUpSeconds) {
      call.run(index++);
    }
    int count = FEWEST_CALLS;
    double spent = 0;
    // The last of these shorter blocks tells how many calls fill a whole one.
    while (spent < blockSeconds / 8 && count < 1 << 26) {
      count = spent == 0 ? count : count * 2;
      start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        call.run(index++);
      }
      spent = secondsSince(start);
    }
    int calls = (int) Math.max(FEWEST_CALLS, count * blockSeconds / spent);
    double[] values = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        call.run(index++);
      }
      values[block] = secondsSince(start) * 1e6 / calls;
    }
    return Sample.of(values);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
