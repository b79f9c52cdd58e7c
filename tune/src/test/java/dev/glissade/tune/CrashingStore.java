package dev.glissade.tune;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A store whose process is killed at a certain write, just before or just after it: from then on
/// nothing gets through.
final class CrashingStore implements StudyStore {
  private final StudyStore inner;
  private final AtomicInteger writes = new AtomicInteger();
  private final int last;
  private final boolean isAfter;

  /// @param last the write, counted from 1, at which it crashes
  /// @param isAfter whether that write is still done
  CrashingStore(StudyStore inner, int last, boolean isAfter) {
    this.inner = inner;
    this.last = last;
    this.isAfter = isAfter;
  }

  private interface Write<T> {
    T run();
  }

  private <T> T write(Write<T> write) {
    int number = writes.incrementAndGet();
    if (number > last || (number == last && !isAfter)) {
      throw killed();
    }
    T result = write.run();
    if (number == last) {
      throw killed();
    }
    return result;
  }

  private static StoreException killed() {
    return new StoreException("killed", new IOException());
  }

  boolean isKilled() {
    return writes.get() >= last;
  }

  @Override
  public List<String> studies() {
    return inner.studies();
  }

  @Override
  public List<Entry> read(String study, long after) {
    if (isKilled()) {
      throw killed();
    }
    return inner.read(study, after);
  }

  @Override
  public boolean append(String study, List<Event> events) {
    return write(() -> inner.append(study, events));
  }

  @Override
  public void append(String study, Lease lease, List<Event> events) {
    boolean _ =
        write(
            () -> {
              inner.append(study, lease, events);
              return true;
            });
  }

  @Override
  public Optional<Lease> take(String study, long work, String worker, Duration time) {
    return write(() -> inner.take(study, work, worker, time));
  }

  @Override
  public boolean renew(String study, Lease lease, Duration time) {
    return !isKilled() && inner.renew(study, lease, time);
  }

  @Override
  public void release(String study, Lease lease) {
    boolean _ =
        write(
            () -> {
              inner.release(study, lease);
              return true;
            });
  }

  @Override
  public List<Shift> shifts(String study) {
    return inner.shifts(study);
  }

  @Override
  public void add(String study, List<Shift> shifts) {
    inner.add(study, shifts);
  }

  @Override
  public void close() {}
}
