package dev.glissade.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A few threads that share the parts of a task with the thread that asks.
///
/// Each thread has a range of the parts, the same in every task of as many parts, so that what it
/// wrote is still in the caches of its core when the next task reads it; who has finished early
/// takes parts from the ends of other ranges. The asking thread waits only for parts that another
/// thread has already begun, so a worker that the machine does not run costs nothing. Idle workers
/// spin for microseconds, then park. A team serves one asking thread at a time and allocates
/// nothing per task.
public final class ThreadTeam implements AutoCloseable {
  /// Work in independent parts. Results must not depend on which thread does which part.
  public interface Task {
    /// The number of parts, at most `MAX_PARTS`.
    int parts();

    /// Does one part; `worker` is below the team's size and belongs to this thread for the time of
    /// the call.
    void run(int part, int worker);
  }

  private static final int PART_BITS = 18;

  /// The largest number of parts of a task.
  public static final int MAX_PARTS = (1 << PART_BITS) - 1;

  private static final int SPINS_BEFORE_PARKING = 2_000;
  private static final int SPINS_BEFORE_YIELDING = 1_000;

  /// Words between the ranges of two threads: two cache lines, which processors fetch in pairs.
  private static final int STRIDE = 16;

  private final Thread[] workers;

  /// Each thread's range: number of the task, end, next part to take. It is one word, so that a
  /// part can only be taken from the task that was looked at.
  private final AtomicLongArray ranges;

  private final AtomicInteger finished = new AtomicInteger();

  /// For each thread, whether it has to be woken.
  private final AtomicIntegerArray isParked;

  private volatile @Nullable Task task;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /// A team of `size` threads, the asking one included.
  ///
  /// @throws IllegalArgumentException unless `size` is positive
  public ThreadTeam(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, but got " + size);
    }
    ranges = new AtomicLongArray(size * STRIDE);
    isParked = new AtomicIntegerArray(size);
    workers = new Thread[size - 1];
    for (int i = 0; i < workers.length; i++) {
      int worker = i + 1;
      workers[i] =
          Thread.ofPlatform().daemon().name("glissade-" + worker).unstarted(() -> serve(worker));
      workers[i].start();
    }
  }

  /// The number of threads, the asking one included.
  public int size() {
    return workers.length + 1;
  }

  /// Does all parts of `work` and returns when all are done. If parts throw, one of the exceptions
  /// is thrown here; with one thread the parts after it are not done.
  public void run(Task work) {
    run(work, size());
  }

  /// The same with at most `threads` threads.
  void run(Task work, int threads) {
    int parts = work.parts();
    if (parts <= 1 || threads == 1) {
      for (int part = 0; part < parts; part++) {
        work.run(part, 0);
      }
      return;
    }
    if (parts > MAX_PARTS) {
      throw new IllegalArgumentException(
          "threads: expected at most %d parts, but got %d".formatted(MAX_PARTS, parts));
    }
    task = work;
    finished.set(0);
    long number = number(ranges.get(0)) + 1;
    for (int worker = threads - 1; worker >= 0; worker--) {
      long from = (long) parts * worker / threads;
      long end = (long) parts * (worker + 1) / threads;
      ranges.set(worker * STRIDE, (number << PART_BITS | end) << PART_BITS | from);
    }
    for (int worker = 1; worker < threads; worker++) {
      if (isParked.get(worker) != 0) {
        LockSupport.unpark(workers[worker - 1]);
      }
    }
    awaitOthers(parts - takeParts(0, number(ranges.get(0))));
    task = null;
    rethrow();
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void awaitOthers(int others) {
    int spins = 0;
    while (finished.get() < others) {
      if (++spins < SPINS_BEFORE_YIELDING) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  private static long number(long range) {
    return range >>> (2 * PART_BITS);
  }

  private static int next(long range) {
    return (int) range & MAX_PARTS;
  }

  private static int end(long range) {
    return (int) (range >>> PART_BITS) & MAX_PARTS;
  }

  /// Does the parts of a task that are left, first those of the worker's own range; how many that
  /// were. The number of the task keeps a late worker from the next one, which may be for fewer.
  private int takeParts(int worker, long number) {
    int done = 0;
    for (int i = 0; i < size(); i++) {
      int of = (worker + i) % size();
      while (takePart(of, worker, number)) {
        done++;
      }
    }
    return done;
  }

  /// Does one part of the range of `of`, from its end if that is another thread; whether there was
  /// one.
  private boolean takePart(int of, int worker, long number) {
    while (true) {
      long seen = ranges.get(of * STRIDE);
      Task current = task;
      if (current == null || number(seen) != number || next(seen) >= end(seen)) {
        return false;
      }
      // While a task has parts to take, `task` does not change: a won race proves that `current`
      // belongs to the range.
      long rest = of == worker ? seen + 1 : seen - (1L << PART_BITS);
      if (ranges.compareAndSet(of * STRIDE, seen, rest)) {
        try {
          current.run(of == worker ? next(seen) : end(seen) - 1, worker);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        return true;
      }
    }
  }

  private void serve(int worker) {
    long last = 0;
    int spins = 0;
    while (!closed) {
      long number = number(ranges.get(worker * STRIDE));
      if (number != last) {
        last = number;
        finished.getAndAdd(takeParts(worker, number));
        spins = 0;
      } else if (++spins < SPINS_BEFORE_PARKING) {
        Thread.onSpinWait();
      } else {
        park(worker, last);
        spins = 0;
      }
    }
  }

  private void park(int worker, long last) {
    isParked.set(worker, 1);
    if (number(ranges.get(worker * STRIDE)) == last && !closed) {
      LockSupport.park(this);
    }
    isParked.set(worker, 0);
  }

  /// Ends the threads. A team may be closed more than once.
  @Override
  public void close() {
    closed = true;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
  }
}
