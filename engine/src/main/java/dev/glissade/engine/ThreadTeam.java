package dev.glissade.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A few threads that share the parts of a task with the thread that asks.
///
/// The asking thread takes parts like the others and waits only for parts that another thread has
/// already begun, so a worker that the machine does not run costs nothing. Idle workers spin for
/// microseconds, then park. A team serves one asking thread at a time and allocates nothing per
/// task.
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

  private final Thread[] workers;

  /// Number of the task, number of its parts, next part to take: one word, so that a part can only
  /// be taken from the task that was looked at.
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicInteger parked = new AtomicInteger();
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
    int parts = work.parts();
    if (parts <= 1 || workers.length == 0) {
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
    long number = (ticket.get() >>> (2 * PART_BITS)) + 1;
    ticket.set((number << PART_BITS | parts) << PART_BITS);
    if (parked.get() > 0) {
      for (Thread worker : workers) {
        LockSupport.unpark(worker);
      }
    }
    takeParts(0);
    awaitOthers(parts);
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

  private void awaitOthers(int parts) {
    int spins = 0;
    while (finished.get() < parts) {
      if (++spins < SPINS_BEFORE_YIELDING) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  private static int next(long seen) {
    return (int) seen & MAX_PARTS;
  }

  private static int parts(long seen) {
    return (int) (seen >>> PART_BITS) & MAX_PARTS;
  }

  /// Takes parts of the current task until none is left; whether there was any.
  private boolean takeParts(int worker) {
    boolean any = false;
    while (true) {
      long seen = ticket.get();
      Task current = task;
      if (current == null || next(seen) >= parts(seen)) {
        return any;
      }
      // While a task has parts to take, `task` does not change: a won race proves that `current`
      // belongs to the ticket.
      if (ticket.compareAndSet(seen, seen + 1)) {
        any = true;
        try {
          current.run(next(seen), worker);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        finished.getAndIncrement();
      }
    }
  }

  private void serve(int worker) {
    int spins = 0;
    while (!closed) {
      if (takeParts(worker)) {
        spins = 0;
      } else if (++spins < SPINS_BEFORE_PARKING) {
        Thread.onSpinWait();
      } else {
        park();
        spins = 0;
      }
    }
  }

  private void park() {
    parked.getAndIncrement();
    long seen = ticket.get();
    if (next(seen) >= parts(seen) && !closed) {
      LockSupport.park(this);
    }
    parked.getAndDecrement();
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
