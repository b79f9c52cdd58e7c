package dev.glissade.tune;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A store that tells how often leases were renewed.
record RenewalsStore(StudyStore inner, CountDownLatch renewals) implements StudyStore {
  @Override
  public List<String> studies() {
    return inner.studies();
  }

  @Override
  public List<Entry> read(String study, long after) {
    return inner.read(study, after);
  }

  @Override
  public boolean append(String study, List<Event> events) {
    return inner.append(study, events);
  }

  @Override
  public void append(String study, Lease lease, List<Event> events) {
    inner.append(study, lease, events);
  }

  @Override
  public Optional<Lease> take(String study, long work, String worker, Duration time) {
    return inner.take(study, work, worker, time);
  }

  @Override
  public boolean renew(String study, Lease lease, Duration time) {
    boolean isOurs = inner.renew(study, lease, time);
    renewals.countDown();
    return isOurs;
  }

  @Override
  public void release(String study, Lease lease) {
    inner.release(study, lease);
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
  public void close() {
    inner.close();
  }
}
