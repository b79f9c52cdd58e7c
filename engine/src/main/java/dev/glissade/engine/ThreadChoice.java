package dev.glissade.engine;

import java.util.function.LongSupplier;

/// How many threads of a team a program uses: as many as are fastest, found by timing runs.
///
/// Two threads are slower than one where the network is small and what one core writes takes long
/// to reach the other, or where another process keeps a core busy. So from time to time some runs
/// are done with half as many threads or twice as many, in turn with runs as before, and the faster
/// number is kept. The results are the same with any.
final class ThreadChoice {
  /// Runs at the beginning of a block that are not timed: data move to the caches of other cores.
  private static final int SETTLING = 1;

  private static final int TIMED = 3;
  private static final int BLOCK = SETTLING + TIMED;
  private static final int BLOCKS = 4;

  /// Runs between trials: at first, and when the same number has proved best again and again.
  private static final int FEWEST = 32;

  private static final int MOST = 2048;

  /// A number this much slower in the first block is not worth a second one.
  private static final double HOPELESS = 1.5;

  /// A change has to gain more than chance does.
  private static final double GAIN = 0.97;

  private final int size;
  private final LongSupplier clock;
  private int threads;
  private int other;
  private boolean isFewer;
  private int period = FEWEST;

  /// The run of the trial; below zero, the runs until it begins, negated.
  private int run = -FEWEST;

  private long begin;
  private long sum;
  private long longest;
  private long otherSum;
  private long otherLongest;

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
    if (size == 1 || run < 0) {
      return threads;
    }
    if (run == 0) {
      isFewer = threads > 1 && (threads == size || !isFewer);
      other = isFewer ? threads / 2 : Math.min(size, 2 * threads);
      sum = longest = otherSum = otherLongest = 0;
    }
    begin = clock.getAsLong();
    return isOther() ? other : threads;
  }

  private boolean isOther() {
    return run / BLOCK % 2 == 0;
  }

  /// Says that the run has ended.
  void end() {
    if (size == 1) {
      return;
    }
    if (run >= 0) {
      time(clock.getAsLong() - begin);
    }
    run++;
    if (run == BLOCKS * BLOCK || run == 2 * BLOCK && otherSum > HOPELESS * sum) {
      decide();
    }
  }

  private void time(long nanos) {
    if (run % BLOCK < SETTLING) {
      return;
    }
    if (isOther()) {
      otherSum += nanos;
      otherLongest = Math.max(otherLongest, nanos);
    } else {
      sum += nanos;
      longest = Math.max(longest, nanos);
    }
  }

  /// The longest run of each is left out: anything may have happened to it.
  private void decide() {
    boolean isBetter = otherSum - otherLongest < GAIN * (sum - longest);
    threads = isBetter ? other : threads;
    period = isBetter ? FEWEST : Math.min(2 * period, MOST);
    run = -period;
  }
}
