package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How far `Study.run` goes, and how it ends.
class RunTest {
  private static final RunOptions ALONE = new RunOptions().withJobs(1);

  private final MemoryStore store = new MemoryStore();

  private Study plain(int trials, int lag) {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(trials, 3));
    return Study.open(store, "s", Fakes.definition(strategy, lag), strategy);
  }

  @Test
  void aNumberOfTrialsIsALimit() {
    try (Study study = plain(50, 4)) {
      study.run(Fakes::curve, new RunOptions().withJobs(3).withTrials(7));
      assertEquals(7, study.history().trials().size());

      study.run(Fakes::curve, new RunOptions().withJobs(3).withTrials(9));
      assertEquals(9, study.history().trials().size());
      assertTrue(
          study.history().trials().stream().allMatch(it -> it.state() == TrialState.COMPLETE));
    }
  }

  @Test
  void whenTheTimeIsOverNothingMoreBegins() {
    try (Study study = plain(50, 1)) {
      study.run(Fakes::curve, ALONE.withTime(Duration.ZERO));

      assertEquals(0, study.history().trials().size());
    }
  }

  /// Reports until it is told to leave.
  private static double endless(Trial trial, CountDownLatch begun) {
    begun.countDown();
    boolean goesOn = true;
    for (long step = 1; goesOn; step = Math.min(step + 1, 2)) {
      goesOn = trial.report(step, 1);
    }
    return Double.NaN;
  }

  @Test
  void whoIsInterruptedLeavesInOrderAndNothingIsLost() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(2);
    List<Progress> heard = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean isInterrupted = new AtomicBoolean();
    try (Study study = plain(12, 2)) {
      RunOptions two = new RunOptions().withJobs(2).withListener(heard::add);
      Thread runner =
          Thread.ofPlatform()
              .start(
                  () -> {
                    study.run(trial -> endless(trial, begun), two);
                    isInterrupted.set(Thread.currentThread().isInterrupted());
                  });
      begun.await();
      runner.interrupt();
      runner.join();

      assertTrue(isInterrupted.get());
      assertEquals(2, heard.stream().filter(Progress.Left.class::isInstance).count());
      assertEquals(
          List.of(TrialState.RUNNING, TrialState.RUNNING),
          study.history().trials().stream().map(TrialRecord::state).toList());
    }
    try (Study study = plain(12, 2)) {
      study.run(_ -> 1, ALONE);

      assertEquals(12, study.history().trials().size());
      assertTrue(
          study.history().trials().stream().allMatch(it -> it.state() == TrialState.COMPLETE));
    }
  }

  @Test
  void whoAsksBetweenReportsLeavesAtOnce() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    try (Study study = plain(3, 1)) {
      Thread runner =
          Thread.ofPlatform()
              .start(
                  () ->
                      study.run(
                          trial -> {
                            begun.countDown();
                            while (trial.goesOn()) {
                              Thread.onSpinWait();
                            }
                            trial.saved(0, "in the midst");
                            assertFalse(trial.report(1, 0.5), "too late");
                            return Double.NaN;
                          },
                          ALONE));
      begun.await();
      runner.interrupt();
      runner.join();
    }
    try (Study study = plain(3, 1)) {
      Attempt again = study.ask("worker").orElseThrow();

      assertEquals(0, again.number());
      assertEquals(Optional.of("in the midst"), again.checkpoint());
      assertEquals(List.of(), study.history().trials().getFirst().reports());
      again.saved(0, "a little later");
      again.release("once more");
      Attempt third = study.ask("worker").orElseThrow();
      assertEquals(Optional.of("a little later"), third.checkpoint());
    }
  }

  @Test
  void givingBackIsNotLosing() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      try (Study study = plain(1, 1)) {
        assertEquals(0, study.ask("worker").orElseThrow().number());
      }
    }
    try (Study study = plain(1, 1)) {
      study.ask("worker").orElseThrow().tell(1);

      assertEquals(TrialState.COMPLETE, study.history().trials().getFirst().state());
      assertEquals(Optional.empty(), study.ask("worker"));
    }
  }

  @Test
  void aListenerHearsEverythingInOrder() {
    List<Progress> heard = new ArrayList<>();
    try (Study study = plain(2, 1)) {
      study.run(Fakes::curve, ALONE.withListener(heard::add));
    }

    assertEquals(2 * (1 + 3 + 1), heard.size());
    assertInstanceOf(Progress.Begun.class, heard.get(0));
    assertEquals(1, assertInstanceOf(Progress.Reported.class, heard.get(1)).step());
    assertEquals(
        TrialState.COMPLETE, assertInstanceOf(Progress.Ended.class, heard.get(4)).end().state());
    assertEquals(1, assertInstanceOf(Progress.Begun.class, heard.get(5)).work().trial());
  }

  @Test
  void aFailedTrialIsTriedAgainIfWanted() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(1, 3));
    var options = StudyOptions.DEFAULT.withRetries(0, 2);
    AtomicInteger attempts = new AtomicInteger();
    try (Study study = Study.open(store, "s", Fakes.definition(strategy, 1), strategy, options)) {
      study.run(
          trial -> {
            if (attempts.incrementAndGet() <= 2) {
              throw new IllegalStateException("out of luck");
            }
            return 1;
          },
          ALONE);

      assertEquals(3, attempts.get());
      assertEquals(TrialState.COMPLETE, study.history().trials().getFirst().state());
    }
  }

  @Test
  void aThirdFailureIsTheLast() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(1, 3));
    var options = StudyOptions.DEFAULT.withRetries(0, 2);
    try (Study study = Study.open(store, "s", Fakes.definition(strategy, 1), strategy, options)) {
      study.run(
          _ -> {
            throw new IllegalStateException("never");
          },
          ALONE);

      assertEquals(TrialState.FAILED, study.history().trials().getFirst().state());
    }
  }

  @Test
  void thousandsOfTrialsLeaveTwoEventsEachAndNothingElse() {
    int trials = 10_000;
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(trials, 1));
    Definition definition = strategy.define(Fakes.LOSS, Space.EMPTY).withLag(0);
    try (Study study = Study.open(store, "s", definition, strategy)) {
      study.run(_ -> 1, new RunOptions().withJobs(2));

      assertEquals(1 + 2L * trials, store.read("s", 0).size());
      assertEquals(trials, study.history().trials().size());
      Set<Object> shared = new HashSet<>();
      study.history().trials().forEach(it -> shared.add(System.identityHashCode(it.reports())));
      assertEquals(1, shared.size(), "one list for all trials without reports");
    }
  }

  @Test
  void aFailureOfTheStoreIsNotOneOfTheTrial() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(3, 3));
    StudyStore failing = new CrashingStore(store, 4, false);
    Study study = Study.open(failing, "s", Fakes.definition(strategy, 1), strategy);

    assertThrows(StoreException.class, () -> study.run(RunTest::hiding, ALONE));

    assertTrue(store.read("s", 0).stream().noneMatch(it -> it.event() instanceof Event.Ended));
  }

  private static double hiding(Trial trial) {
    try {
      boolean _ = trial.report(1, 1);
      return 1;
    } catch (StoreException hidden) {
      throw new IllegalStateException("could not report", hidden);
    }
  }

  @Test
  void whatAListenerThrowsEndsTheRun() {
    try (Study study = plain(3, 1)) {
      var error =
          assertThrows(
              IllegalStateException.class,
              () ->
                  study.run(
                      _ -> 1,
                      ALONE.withListener(
                          it -> {
                            if (it instanceof Progress.Ended) {
                              throw new IllegalStateException("no more paper");
                            }
                          })));

      assertEquals("no more paper", error.getMessage());
      assertEquals(TrialState.COMPLETE, study.history().trials().getFirst().state());
    }
  }

  @Test
  void aLeaseIsRenewedAsLongAsItsAttemptLasts() throws InterruptedException {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(1, 3));
    var options = StudyOptions.DEFAULT.withLease(Duration.ofMillis(30));
    // Time stands still in the store, so the lease does not end before it is renewed.
    MemoryStore still = new MemoryStore(new ManualClock());
    RenewalsStore counting = new RenewalsStore(still, new CountDownLatch(3));
    try (Study study =
        Study.open(counting, "s", Fakes.definition(strategy, 1), strategy, options)) {
      Attempt attempt = study.ask("worker").orElseThrow();

      counting.renewals().await();

      attempt.tell(1);
      assertEquals(TrialState.COMPLETE, study.history().trials().getFirst().state());
    }
  }
}
