package dev.glissade.tune;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A store that remembers as long as the process lives: for tests, for studies of an afternoon.
public final class MemoryStore implements StudyStore {
  private final InstantSource clock;
  private final Map<String, Log> logs = new TreeMap<>();

  private static final class Log {
    final List<Entry> entries = new ArrayList<>();
    final Set<String> keys = new HashSet<>();
    final Map<Long, Holder> holders = new HashMap<>();
    final Map<Lease, Shift> shifts = new HashMap<>();

    void add(Event event) {
      entries.add(new Entry(entries.size() + 1, event));
      event.key().ifPresent(keys::add);
    }

    boolean has(Event event) {
      return event.key().map(keys::contains).orElse(false);
    }

    boolean isHeldBy(Lease lease) {
      Holder holder = holders.get(lease.work());
      return holder != null && holder.lease().equals(lease) && !holder.isReleased();
    }

    void touch(Lease lease, Instant now) {
      shifts.computeIfPresent(lease, (_, shift) -> shift.until(now));
    }
  }

  private record Holder(Lease lease, Instant end, boolean isReleased) {}

  /// Leases run by the clock of the machine.
  public MemoryStore() {
    this(InstantSource.system());
  }

  /// Leases run by this clock.
  public MemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized List<String> studies() {
    return List.copyOf(logs.keySet());
  }

  @Override
  public synchronized List<Entry> read(String study, long after) {
    Log log = logs.get(study);
    return log == null || after >= log.entries.size()
        ? List.of()
        : List.copyOf(log.entries.subList((int) after, log.entries.size()));
  }

  @Override
  public synchronized boolean append(String study, List<Event> events) {
    Log log = log(study);
    if (events.stream().anyMatch(log::has)) {
      return false;
    }
    events.forEach(log::add);
    return true;
  }

  @Override
  public synchronized void append(String study, Lease lease, List<Event> events) {
    Log log = log(study);
    if (!log.isHeldBy(lease)) {
      throw new LeaseLostException(lease);
    }
    for (Event each : events) {
      if (!log.has(each)) {
        log.add(each);
      }
    }
    log.touch(lease, clock.instant());
  }

  @Override
  public synchronized Optional<Lease> take(String study, long work, String worker, Duration time) {
    Log log = log(study);
    Holder before = log.holders.get(work);
    if (before != null && !before.isReleased() && clock.instant().isBefore(before.end())) {
      return Optional.empty();
    }
    Lease lease = new Lease(work, worker, before == null ? 1 : before.lease().attempt() + 1);
    Instant now = clock.instant();
    log.holders.put(work, new Holder(lease, now.plus(time), false));
    log.shifts.put(lease, new Shift(work, lease.attempt(), worker, now, now));
    return Optional.of(lease);
  }

  @Override
  public synchronized boolean renew(String study, Lease lease, Duration time) {
    Log log = log(study);
    if (!log.isHeldBy(lease)) {
      return false;
    }
    Instant now = clock.instant();
    log.holders.put(lease.work(), new Holder(lease, now.plus(time), false));
    log.touch(lease, now);
    return true;
  }

  @Override
  public synchronized void release(String study, Lease lease) {
    Log log = log(study);
    if (log.isHeldBy(lease)) {
      Instant now = clock.instant();
      log.holders.put(lease.work(), new Holder(lease, now, true));
      log.touch(lease, now);
    }
  }

  @Override
  public synchronized List<Shift> shifts(String study) {
    Log log = logs.get(study);
    return log == null
        ? List.of()
        : log.shifts.values().stream()
            .sorted(Comparator.comparingLong(Shift::work).thenComparingInt(Shift::attempt))
            .toList();
  }

  @Override
  public synchronized void add(String study, List<Shift> shifts) {
    Log log = log(study);
    for (Shift each : shifts) {
      log.shifts.putIfAbsent(new Lease(each.work(), each.worker(), each.attempt()), each);
    }
  }

  private Log log(String study) {
    return logs.computeIfAbsent(study, _ -> new Log());
  }

  @Override
  public void close() {}
}
