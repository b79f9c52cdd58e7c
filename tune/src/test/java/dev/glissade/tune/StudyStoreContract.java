package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `StudyStore` must do. A test of a store extends this class, and says how to make an
/// empty store, and how to let the time of its leases pass.
public abstract class StudyStoreContract {
  private static final String STUDY = "a study, with 'quotes' and ümlauts";
  private static final Duration TIME = Duration.ofMinutes(10);

  private StudyStore store;

  /// A store without studies.
  protected abstract StudyStore open() throws Exception;

  /// Lets the leases run out that were given for this time.
  protected abstract void pass(StudyStore store, Duration time) throws Exception;

  /// The time of a lease that a test lets run out; short where a real clock has to be waited for.
  protected Duration leaseThatEnds() {
    return Duration.ofMinutes(1);
  }

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private static Event report(long work, long step) {
    return new Event.Reported(work, step, work + step / 10.0);
  }

  private List<Event> events(String study) {
    return store.read(study, 0).stream().map(StudyStore.Entry::event).toList();
  }

  private Lease lease(long work, String worker) {
    return store.take(STUDY, work, worker, TIME).orElseThrow();
  }

  @Test
  void anEmptyStoreHasNoStudies() {
    assertEquals(List.of(), store.studies());
    assertEquals(List.of(), store.read(STUDY, 0));
  }

  @Test
  void everyKindOfEventComesBackAsItWas() {
    List<Event> all = EventJsonTest.samples();

    for (Event each : all) {
      assertTrue(store.append(STUDY, List.of(each)), each::toString);
    }

    assertEquals(all, events(STUDY));
  }

  @Test
  void positionsGrowAndReadingGoesOnAfterOne() {
    store.append(STUDY, List.of(report(0, 1), report(0, 2)));
    store.append(STUDY, List.of(report(0, 3)));
    List<StudyStore.Entry> all = store.read(STUDY, 0);

    assertTrue(all.get(0).position() > 0);
    assertTrue(all.get(1).position() > all.get(0).position());
    assertTrue(all.get(2).position() > all.get(1).position());
    assertEquals(all.subList(1, 3), store.read(STUDY, all.get(0).position()));
    assertEquals(List.of(), store.read(STUDY, all.get(2).position()));
  }

  @Test
  void appendingIsAllOrNothing() {
    assertTrue(store.append(STUDY, List.of(report(0, 1))));

    assertFalse(store.append(STUDY, List.of(report(0, 2), report(0, 1), report(0, 3))));

    assertEquals(List.of(report(0, 1)), events(STUDY));
    assertTrue(store.append(STUDY, List.of(report(0, 2))));
  }

  @Test
  void aKeyIsThereOnceWhateverTheEventSays() {
    store.append(STUDY, List.of(new Event.Reported(0, 1, 0.5)));

    assertFalse(store.append(STUDY, List.of(new Event.Reported(0, 1, 0.25))));

    assertEquals(List.of(new Event.Reported(0, 1, 0.5)), events(STUDY));
  }

  @Test
  void studiesDoNotKnowEachOther() {
    store.append(STUDY, List.of(report(0, 1)));
    Lease lease = lease(0, "one");

    assertTrue(store.append("another", List.of(report(0, 1), report(0, 2))));
    assertTrue(store.take("another", 0, "two", TIME).isPresent());

    assertEquals(Set.of(STUDY, "another"), new HashSet<>(store.studies()));
    assertEquals(1, events(STUDY).size());
    assertEquals(2, events("another").size());
    assertTrue(store.renew(STUDY, lease, TIME));
  }

  @Test
  void aLeasedAppendLeavesOutWhatIsThere() {
    Lease lease = lease(0, "one");
    store.append(STUDY, lease, List.of(report(0, 1), report(0, 2)));

    store.append(STUDY, lease, List.of(report(0, 2), report(0, 3)));
    store.append(STUDY, lease, List.of(report(0, 3)));

    assertEquals(List.of(report(0, 1), report(0, 2), report(0, 3)), events(STUDY));
  }

  @Test
  void aWorkIsHeldByOneAtATime() {
    Lease lease = lease(3, "one");

    assertEquals(new Lease(3, "one", 1), lease);
    assertEquals(Optional.empty(), store.take(STUDY, 3, "two", TIME));
    assertEquals(Optional.empty(), store.take(STUDY, 3, "one", TIME));
    assertEquals(1, lease(4, "two").attempt());
  }

  @Test
  void aReleasedWorkIsFreeAtOnce() {
    Lease first = lease(0, "one");
    store.release(STUDY, first);

    Lease second = lease(0, "two");

    assertEquals(2, second.attempt());
    assertFalse(store.renew(STUDY, first, TIME));
    assertThrows(LeaseLostException.class, () -> store.append(STUDY, first, List.of(report(0, 1))));
  }

  @Test
  void releasingWhatIsSomebodyElsesDoesNothing() {
    Lease first = lease(0, "one");
    store.release(STUDY, first);
    Lease second = lease(0, "two");

    store.release(STUDY, first);

    assertTrue(store.renew(STUDY, second, TIME));
    assertEquals(Optional.empty(), store.take(STUDY, 0, "three", TIME));
  }

  @Test
  void aReleasedLeaseCannotWrite() {
    Lease lease = lease(0, "one");
    store.release(STUDY, lease);

    assertThrows(LeaseLostException.class, () -> store.append(STUDY, lease, List.of(report(0, 1))));
    assertFalse(store.renew(STUDY, lease, TIME));
    assertEquals(List.of(), events(STUDY));
  }

  @Test
  void whoIsSilentForTooLongIsFencedOff() throws Exception {
    Lease first = store.take(STUDY, 0, "one", leaseThatEnds()).orElseThrow();
    store.append(STUDY, first, List.of(report(0, 1)));
    pass(store, leaseThatEnds());

    Lease second = lease(0, "two");

    assertEquals(2, second.attempt());
    assertFalse(store.renew(STUDY, first, TIME));
    assertThrows(LeaseLostException.class, () -> store.append(STUDY, first, List.of(report(0, 2))));
    store.append(STUDY, second, List.of(report(0, 1), report(0, 2)));
    assertEquals(List.of(report(0, 1), report(0, 2)), events(STUDY));
  }

  @Test
  void whoIsLateButAloneGoesOn() throws Exception {
    Lease lease = store.take(STUDY, 0, "one", leaseThatEnds()).orElseThrow();
    pass(store, leaseThatEnds());

    store.append(STUDY, lease, List.of(report(0, 1)));
    assertTrue(store.renew(STUDY, lease, TIME));

    assertEquals(Optional.empty(), store.take(STUDY, 0, "two", TIME));
  }

  @Test
  void aRenewedLeaseLastsFromNowOn() throws Exception {
    Lease lease = store.take(STUDY, 0, "one", leaseThatEnds()).orElseThrow();
    assertTrue(store.renew(STUDY, lease, TIME));
    pass(store, leaseThatEnds());

    assertEquals(Optional.empty(), store.take(STUDY, 0, "two", TIME));
  }

  @Test
  void whoHadAWorkIsRememberedFromTheTakingToTheLastSignOfLife() throws Exception {
    Lease first = store.take(STUDY, 0, "one", leaseThatEnds()).orElseThrow();
    pass(store, leaseThatEnds());
    store.append(STUDY, first, List.of(report(0, 1)));
    Lease second = lease(0, "two");
    pass(store, leaseThatEnds());
    assertThrows(LeaseLostException.class, () -> store.append(STUDY, first, List.of(report(0, 2))));
    assertTrue(store.renew(STUDY, second, TIME));
    store.take("another", 0, "three", TIME);

    List<Shift> shifts = store.shifts(STUDY);

    assertEquals(List.of("one", "two"), shifts.stream().map(Shift::worker).toList());
    assertEquals(List.of(1, 2), shifts.stream().map(Shift::attempt).toList());
    for (Shift each : shifts) {
      assertTrue(each.from().plus(leaseThatEnds()).compareTo(each.to()) <= 0, each::toString);
    }
    assertFalse(shifts.get(1).from().isBefore(shifts.get(0).to()));
    pass(store, leaseThatEnds());
    store.release(STUDY, second);
    assertTrue(store.shifts(STUDY).get(1).to().isAfter(shifts.get(1).to()));
  }

  @Test
  void shiftsOfElsewhereAreRememberedOnce() {
    Instant noon = Instant.parse("2026-01-02T12:00:00.125Z");
    Shift shift = new Shift(7, 1, "elsewhere", noon, noon.plusMillis(1));
    Shift next = new Shift(7, 2, "elsewhere", noon.plusSeconds(1), noon.plusSeconds(2));

    store.add(STUDY, List.of(next, shift));
    store.add(STUDY, List.of(shift.until(noon.plusSeconds(9))));

    assertEquals(List.of(shift, next), store.shifts(STUDY));
    assertEquals(List.of(), store.shifts("another"));
  }

  @Test
  void ofManyWhoWantAWorkOneGetsIt() throws Exception {
    List<Boolean> won =
        together(
            8,
            worker ->
                store.append(
                    STUDY,
                    List.of(
                        new Event.Reported(0, 1, worker), new Event.Saved(0, worker + 1, "hash"))));

    assertEquals(1, won.stream().filter(it -> it).count());
    assertEquals(2, events(STUDY).size());
    assertEquals(
        1,
        together(8, worker -> store.take(STUDY, 0, "worker-" + worker, TIME).isPresent()).stream()
            .filter(it -> it)
            .count());
  }

  @Test
  void nothingIsLostOrDoubledUnderManyWriters() throws Exception {
    together(
        4,
        worker -> {
          Lease lease = lease(worker, "worker-" + worker);
          for (int step = 1; step <= 25; step++) {
            store.append(STUDY, lease, List.of(report(worker, step)));
          }
          return true;
        });

    List<StudyStore.Entry> all = store.read(STUDY, 0);
    assertEquals(100, all.size());
    assertEquals(100, all.stream().map(StudyStore.Entry::event).distinct().count());
    for (int i = 1; i < all.size(); i++) {
      assertNotEquals(all.get(i - 1).position(), all.get(i).position());
    }
  }

  @Test
  void aReaderWhoFollowsSeesEveryEventOnceAndInOrder() throws Exception {
    List<StudyStore.Entry> followed = new ArrayList<>();
    CountDownLatch written = new CountDownLatch(3);
    together(
        4,
        worker -> {
          if (worker == 3) {
            boolean isDone;
            do {
              isDone = written.getCount() == 0;
              long last = followed.isEmpty() ? 0 : followed.getLast().position();
              followed.addAll(store.read(STUDY, last));
            } while (!isDone);
          } else {
            for (int step = 1; step <= 50; step++) {
              store.append(STUDY, List.of(report(worker, step)));
            }
            written.countDown();
          }
          return true;
        });

    assertEquals(store.read(STUDY, 0), followed);
    assertEquals(150, followed.size());
  }

  private interface Each<T> {
    T apply(int worker) throws Exception;
  }

  private static <T> List<T> together(int workers, Each<T> each)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        calls.add(() -> each.apply(worker));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
