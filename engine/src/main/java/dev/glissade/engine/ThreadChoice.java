package dev.glissade.engine;

import java.util.function.LongSupplier;

/// How many threads of a team a program uses: as many as are fastest, found by timing runs.
///
/// Two threads are slower than one where the network is small and what one core writes takes long
/// to reach the other, or where another process keeps a core busy. So from time to time some runs
/// are done with half as many threads or twice as many, in turn with runs as before, and the faster
/// number is kept. The results are the same with any.
final class ThreadChoice {
  /// A trial: the other number, the present one, and both again.
  private static final int BLOCKS = 4;

  /// The least timed runs of a block, which one more precedes: data move to other caches in it.
  private static final int RUNS = 3;

  /// The least time of a block: longer than the turns in which two processes have a core.
  private static final long NANOS = 6_000_000;

  /// Runs before the first trial.
  private static final int FIRST = 32;

  /// Between trials there are as many runs as in a trial times this: twice as many each time that
  /// the number proves best again.
  private static final int SHORTEST = 2;

  private static final int LONGEST = 128;

  /// A number this much slower in the first block is not worth a second one.
  private static final double HOPELESS = 1.5;

  /// A change has to gain more than chance does.
  private static final double GAIN = 0.97;

  private final int size;
  private final LongSupplier clock;
  private int threads;
  private int other;
  private boolean isFewer;
  private int pause = SHORTEST;

  /// Runs until the next trial.
  private int left = FIRST;

  private int trialRuns;
  private int block;
  private int blockRuns;
  private long begin;
  private final long[] nanos = new long[BLOCKS];
  private final int[] runs = new int[BLOCKS];

  /// A choice for a team of `size` threads, all of which are used at first.
  ThreadChoice(int size) {
    this(size, System::nanoTime);
  }

  /// The same with a clock of its own, in nanoseconds.
  ThreadChoice(int size, LongSupplier clock) {
    this.size = size;
    this.clock = clock;
    threads = size;
  }

  /// The threads for the run that begins now.
  int begin() {
    if (size == 1 || left > 0) {
      left--;
      return threads;
    }
    if (trialRuns == 0) {
      isFewer = threads > 1 && (threads == size || !isFewer);
      other = isFewer ? threads / 2 : Math.min(size, 2 * threads);
    }
    if (blockRuns == 1) {
      begin = clock.getAsLong();
    }
    trialRuns++;
    blockRuns++;
    return block % 2 == 0 ? other : threads;
  }

  /// Says that the run has ended.
  void end() {
    if (blockRuns <= RUNS) {
      return;
    }
    nanos[block] = clock.getAsLong() - begin;
    if (nanos[block] < NANOS) {
      return;
    }
    runs[block++] = blockRuns - 1;
    blockRuns = 0;
    if (block == BLOCKS || block == 2 && mean(0) > HOPELESS * mean(1)) {
      decide();
    }
  }

  /// The mean time of the runs of every other block, from `first` on.
  private double mean(int first) {
    double time = 0;
    int count = 0;
    for (int i = first; i < block; i += 2) {
      time += nanos[i];
      count += runs[i];
    }
    return time / count;
  }

  private void decide() {
    boolean isBetter = mean(0) < GAIN * mean(1);
    threads = isBetter ? other : threads;
    pause = isBetter ? SHORTEST : Math.min(2 * pause, LONGEST);
    left = pause * trialRuns;
    trialRuns = 0;
    block = 0;
  }
}
