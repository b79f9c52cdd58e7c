package dev.glissade.simd;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Changes loops from plain Java over to vectors as soon as those are compiled.
///
/// Before C2 has compiled it, a loop on the Vector API makes an object of every vector and is a
/// thousand times slower than afterwards. So each loop has a plain twin with the same bits, which
/// does the work at first. Once a loop has done enough to be worth it, a thread of low priority
/// tries the vectors on a small example, again and again, until they are the faster ones.
final class WarmUp {
  /// A loop on an example of its own.
  interface Trial {
    /// Runs the vectors or their plain twin; `size` is the number of rounds of the loop.
    void run(boolean isVectors, int size);
  }

  /// Elements that plain Java handles before a loop is tried: some 100 ms of work, which is about
  /// what trying it takes.
  static final long ENOUGH = 1L << 28;

  /// Once a loop has taken over, the program is likely to go on for long: then so many times less
  /// work is enough for the others, so that all soon comes to rest.
  private static final int LESS = 4;

  /// Calls that the interpreter makes, at its pace, before the first-level compiler takes over.
  private static final int INTERPRETED_CALLS = 250;

  private static final int SIZE = 16;
  private static final int CALLS = 50;

  /// Rounds of calls after which the second-level compiler has been asked for; from then on there
  /// is a pause after each, since all that is left is to wait for it. With fewer calls from then on
  /// cold trainings were slower by a quarter: the compiler is asked later, as its queue is long.
  private static final int BUSY_ROUNDS = 20;

  private static final int PAUSE_MILLIS = 5;
  private static final int MOST_ROUNDS = 2_000;
  private static final int WINS = 3;

  /// Loops tried at a time; most of them wait for the compiler.
  private static final int HELPERS = 3;

  private final long enough;
  private volatile boolean isLong;
  private final ThreadPoolExecutor helpers =
      new ThreadPoolExecutor(
          HELPERS, HELPERS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WarmUp::thread);

  /// Loops are tried after `enough` elements; with 0 they run on vectors from the beginning.
  WarmUp(long enough) {
    this.enough = enough;
    helpers.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable body) {
    return Thread.ofPlatform()
        .daemon()
        .priority(Thread.MIN_PRIORITY)
        .name("glissade-warm-up")
        .unstarted(body);
  }

  /// A loop that is worth trying after `cost` times fewer elements than an addition is: its plain
  /// twin takes that much longer, unless trying it takes longer too.
  Loop loop(int cost, Trial trial) {
    return new Loop(cost, trial);
  }

  /// What runs plain or on vectors.
  final class Loop {
    private final int cost;
    private final Trial trial;
    private long done;
    private boolean isAsked;
    private volatile boolean isReady = enough == 0;

    private Loop(int cost, Trial trial) {
      this.cost = cost;
      this.trial = trial;
    }

    /// Whether to run on vectors now; counts `n` elements if not. Threads count without taking
    /// turns: losing some counts does no harm.
    boolean isReady(long n) {
      if (isReady) {
        return true;
      }
      done += n * cost;
      if (done >= (isLong ? enough / LESS : enough) && !isAsked) {
        ask();
      }
      return false;
    }

    private synchronized void ask() {
      if (!isAsked && !isReady) {
        isAsked = true;
        helpers.execute(this::tryOut);
      }
    }

    private void tryOut() {
      for (int i = 0; i < INTERPRETED_CALLS; i++) {
        trial.run(true, 1);
      }
      int wins = 0;
      for (int round = 0; round < MOST_ROUNDS && wins < WINS; round++) {
        boolean isWon = time(true) < time(false);
        wins = isWon ? wins + 1 : 0;
        if (!isWon && round > BUSY_ROUNDS) {
          LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000L);
        }
      }
      isReady = wins == WINS;
      if (isReady) {
        isLong = true;
      }
    }

    private long time(boolean isVectors) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        trial.run(isVectors, SIZE);
      }
      return System.nanoTime() - start;
    }
  }
}
