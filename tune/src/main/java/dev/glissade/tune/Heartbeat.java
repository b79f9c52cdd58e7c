package dev.glissade.tune;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keeps leases as long as their attempts last, with one thread that begins with the first lease
/// and does not keep the process alive.
final class Heartbeat {
  private final StudyStore store;
  private final String study;
  private final Duration time;
  private final Map<Long, Lease> held = new ConcurrentHashMap<>();
  private @Nullable Thread thread;

  Heartbeat(StudyStore store, String study, Duration time) {
    this.store = store;
    this.study = study;
    this.time = time;
  }

  synchronized void hold(Lease lease) {
    held.put(lease.work(), lease);
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("study-leases").start(this::beat);
    }
  }

  void forget(Lease lease) {
    held.remove(lease.work(), lease);
  }

  boolean isHeld(long work) {
    return held.containsKey(work);
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(time.dividedBy(3));
        held.values().forEach(this::renew);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void renew(Lease lease) {
    try {
      // A lease that is lost shows at the next append.
      boolean _ = store.renew(study, lease, time);
    } catch (StoreException _) {
      // The next beat comes before the lease has ended.
    }
  }

  /// Ends the thread.
  ///
  /// @return the leases that were held
  synchronized List<Lease> close() {
    if (thread != null) {
      thread.interrupt();
    }
    List<Lease> left = List.copyOf(held.values());
    held.clear();
    return left;
  }
}
