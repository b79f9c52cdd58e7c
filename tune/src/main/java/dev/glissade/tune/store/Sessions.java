package dev.glissade.tune.store;

import dev.glissade.tune.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one session of a store, shared by its threads, and its replacement after the database was
/// gone. Writers of a study would wait for each other anyway, so that more would not be faster.
final class Sessions implements AutoCloseable {
  /// Something to do, which may be done again if it failed.
  interface Action<T> {
    T run(Session session) throws SQLException;
  }

  private final Dialect dialect;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Session session;
  private boolean isClosed;

  /// Without a connection yet.
  ///
  /// @param patience how long a call waits for a database that is gone or locked
  Sessions(Dialect dialect, Duration patience) {
    this.dialect = dialect;
    this.patience = patience;
  }

  /// Connects without any patience, so that a wrong address is told at once.
  void connect() {
    lock.lock();
    try {
      current();
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      lock.unlock();
    }
  }

  /// Does something, and again with growing pauses (10 ms to 1 s) while the database is gone or
  /// locked.
  ///
  /// @throws StoreException if waiting does not help, or did not help in time
  <T> T run(Action<T> action) {
    long begin = System.nanoTime();
    for (long pause = 10; ; pause = Math.min(2 * pause, 1000)) {
      lock.lock();
      try {
        return action.run(current());
      } catch (SQLException e) {
        discard();
        boolean isInTime = System.nanoTime() - begin < patience.toNanos();
        if (!isInTime || !dialect.trouble(e).passes()) {
          throw failure(e);
        }
        rest(pause, e);
      } finally {
        lock.unlock();
      }
    }
  }

  /// The lock is kept, since nobody else would do better.
  private void rest(long milliseconds, SQLException reason) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failure(reason);
    }
  }

  private Session current() throws SQLException {
    if (isClosed) {
      throw new IllegalStateException(dialect + ": expected an open store, but got a closed one");
    }
    if (session == null) {
      var fresh = new Session(dialect.connect());
      try {
        Schema.prepare(fresh, dialect);
      } catch (SQLException | StoreException e) {
        fresh.close();
        throw e;
      }
      session = fresh;
    }
    return session;
  }

  private void discard() {
    if (session != null && !session.isAlive()) {
      closeQuietly(session);
      session = null;
    }
  }

  private static void closeQuietly(Session session) {
    try {
      session.close();
    } catch (SQLException _) {
      // It is of no use any more, whatever happens.
    }
  }

  /// What a failure means for people.
  StoreException failure(SQLException e) {
    return new StoreException(dialect + " " + dialect.trouble(e).message(), e);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      if (session != null) {
        closeQuietly(session);
        session = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
