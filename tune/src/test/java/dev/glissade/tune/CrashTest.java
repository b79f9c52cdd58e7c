package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A study that is killed, however often, and goes on, ends as if nothing had happened.
class CrashTest {
  private static final String STUDY = "s";
  private static final Strategy STRATEGY =
      new Strategy(new Fakes.Near(), new Fakes.Mean(), new Fakes.Halving(6, 2));
  private static final Definition DEFINITION = Fakes.definition(STRATEGY, 2);

  private static String run(StudyStore store, int jobs, StudyOptions options) {
    try (Study study = Study.open(store, STUDY, DEFINITION, STRATEGY, options)) {
      study.run(Fakes::curve, new RunOptions().withJobs(jobs));
      return study.eventsHash();
    }
  }

  private static String undisturbed() {
    return run(new MemoryStore(), 1, StudyOptions.DEFAULT);
  }

  /// Runs until it is killed, if it gets so far.
  private static boolean isKilled(StudyStore store, int write, boolean isAfter, int jobs) {
    CrashingStore crashing = new CrashingStore(store, write, isAfter);
    try {
      String _ = run(crashing, jobs, StudyOptions.DEFAULT.withRetries(1000, 0));
    } catch (StoreException killed) {
      assertEquals("killed", killed.getMessage());
    }
    return crashing.isKilled();
  }

  private static int ends(StudyStore store) {
    return (int)
        store.read(STUDY, 0).stream().filter(it -> it.event() instanceof Event.Ended).count();
  }

  private static void nothingIsThereTwice(StudyStore store) {
    List<String> keys = new ArrayList<>();
    store.read(STUDY, 0).forEach(it -> it.event().key().ifPresent(keys::add));
    assertEquals(new HashSet<>(keys).size(), keys.size());
  }

  private static void killAtEveryWrite(int jobs) {
    String expected = undisturbed();
    boolean isKilled = true;
    for (int write = 1; isKilled; write++) {
      for (boolean isAfter : new boolean[] {false, true}) {
        ManualClock clock = new ManualClock();
        MemoryStore store = new MemoryStore(clock);
        isKilled = isKilled(store, write, isAfter, jobs);
        clock.pass(StudyOptions.DEFAULT.lease());

        assertEquals(expected, run(store, jobs, StudyOptions.DEFAULT), "write " + write + isAfter);
        nothingIsThereTwice(store);
      }
    }
  }

  @Test
  void aWorkerThatIsKilledAtAnyWriteChangesNothing() {
    killAtEveryWrite(1);
  }

  @Test
  void twoWorkersThatAreKilledAtAnyWriteChangeNothing() {
    killAtEveryWrite(2);
  }

  @Test
  void aStudyThatIsKilledAgainAndAgainEndsTheSame() {
    for (int every = 4; every <= 9; every++) {
      ManualClock clock = new ManualClock();
      MemoryStore store = new MemoryStore(clock);
      int kills = 0;
      int told = 0;
      while (isKilled(store, every, kills % 2 == 0, 2)) {
        clock.pass(StudyOptions.DEFAULT.lease());
        kills++;
        assertTrue(ends(store) >= told, "what was told is there");
        told = ends(store);
      }

      assertTrue(kills > 5, "kills " + kills);
      assertEquals(undisturbed(), run(store, 1, StudyOptions.DEFAULT.withRetries(1000, 0)));
    }
  }

  @Test
  void aWorkThatIsLostTooOftenFails() throws InterruptedException {
    ManualClock clock = new ManualClock();
    MemoryStore store = new MemoryStore(clock);
    for (int i = 0; i < 3; i++) {
      // Not closed, as if it were killed.
      Study study = Study.open(store, STUDY, DEFINITION, STRATEGY);
      assertEquals(0, study.ask("worker").orElseThrow().number());
      clock.pass(StudyOptions.DEFAULT.lease());
    }
    try (Study study = Study.open(store, STUDY, DEFINITION, STRATEGY)) {
      assertEquals(1, study.ask("worker").orElseThrow().number());
      assertEquals(TrialState.FAILED, study.history().trials().getFirst().state());
    }
    assertTrue(
        store.read(STUDY, 0).stream()
            .anyMatch(
                it ->
                    it.event() instanceof Event.Ended end
                        && end.note().equals("lost 3 times: its worker was silent")));
  }

  /// Its bits are the same, and what was reported counts once.
  @Test
  void aWorkWhoseCheckpointIsElsewhereBeginsAgainWhereItBegan() throws InterruptedException {
    ManualClock clock = new ManualClock();
    MemoryStore store = new MemoryStore(clock);
    Study killed = Study.open(store, STUDY, DEFINITION, STRATEGY);
    Attempt first = killed.ask("worker").orElseThrow();
    first.report(1, 0.5);
    first.saved(1, "hash");
    clock.pass(StudyOptions.DEFAULT.lease());

    StudyOptions elsewhere = StudyOptions.DEFAULT.withCheckpoints(hash -> !hash.equals("hash"));
    try (Study study = Study.open(store, STUDY, DEFINITION, STRATEGY, elsewhere)) {
      Attempt second = study.ask("other").orElseThrow();

      assertEquals(first.number(), second.number());
      assertEquals(0, second.from());
      assertEquals(Optional.empty(), second.checkpoint());
      assertTrue(second.report(1, 0.5));
      second.release("no matter");
    }
    nothingIsThereTwice(store);
    try (Study study = Study.open(store, STUDY, DEFINITION, STRATEGY)) {
      assertEquals(Optional.of("hash"), study.ask("at home").orElseThrow().checkpoint());
    }
  }

  @Test
  void whoWasSilentForTooLongCannotTell() throws InterruptedException {
    ManualClock clock = new ManualClock();
    MemoryStore store = new MemoryStore(clock);
    Study silent = Study.open(store, STUDY, DEFINITION, STRATEGY);
    Attempt late = silent.ask("silent").orElseThrow();
    clock.pass(StudyOptions.DEFAULT.lease());
    try (Study study = Study.open(store, STUDY, DEFINITION, STRATEGY)) {
      Attempt second = study.ask("other").orElseThrow();

      assertEquals(late.number(), second.number());
      assertThrows(LeaseLostException.class, () -> late.report(1, 0.5));
      assertThrows(LeaseLostException.class, () -> late.tell(0.5));
      second.fail("no matter");
    }
  }

  @Test
  void twoProcessesOnOneStudyEndAsOne() throws InterruptedException {
    MemoryStore store = new MemoryStore();
    List<String> hashes = new ArrayList<>();
    List<Thread> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    String hash = run(store, 2, StudyOptions.DEFAULT);
                    synchronized (hashes) {
                      hashes.add(hash);
                    }
                  }));
    }
    for (Thread each : processes) {
      each.join();
    }

    assertEquals(List.of(undisturbed(), undisturbed()), hashes);
    nothingIsThereTwice(store);
  }
}
