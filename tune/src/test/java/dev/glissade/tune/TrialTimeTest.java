package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Trials that take longer than they may.
class TrialTimeTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Strategy STRATEGY =
      new Strategy(new Fakes.Near(), new Fakes.Mean(), new Fakes.Plain(6, 4));

  private final MemoryStore store = new MemoryStore();

  private Study open(Duration limit) {
    Definition definition = Fakes.definition(STRATEGY, 1);
    StudyOptions options = StudyOptions.DEFAULT.withTrialTime(limit);
    return Study.open(store, "s", definition, STRATEGY, options);
  }

  private List<Event> events() {
    return store.read("s", 0).stream().map(StudyStore.Entry::event).toList();
  }

  private List<Event.Timed> times() {
    return events().stream()
        .filter(Event.Timed.class::isInstance)
        .map(Event.Timed.class::cast)
        .toList();
  }

  /// Trial 1 takes for ever after its second step, and trial 2 before its first.
  private static double sometimesSlow(Trial trial) throws InterruptedException {
    for (long step = trial.from() + 1; step <= trial.until(); step++) {
      boolean isSlow = (trial.number() == 1 && step == 3) || trial.number() == 2;
      while (isSlow && trial.goesOn()) {
        Thread.sleep(1);
      }
      if (!trial.goesOn() || !trial.report(step, 10.0 - trial.number())) {
        break;
      }
      trial.saved(step, "after " + step);
    }
    return 10.0 - trial.number();
  }

  @Test
  void whatATrialReportedInItsTimeCounts() {
    try (Study study = open(LIMIT)) {
      study.run(TrialTimeTest::sometimesSlow, new RunOptions().withJobs(1));

      List<TrialRecord> trials = study.history().trials();
      assertEquals(
          List.of(
              TrialState.COMPLETE,
              TrialState.STOPPED,
              TrialState.FAILED,
              TrialState.COMPLETE,
              TrialState.COMPLETE,
              TrialState.COMPLETE),
          trials.stream().map(TrialRecord::state).toList());
      assertEquals(
          List.of(new Report(1, 9), new Report(2, 9)), List.copyOf(trials.get(1).reports()));
    }
    assertEquals(6, times().size());
    for (Event.Timed each : times()) {
      assertEquals(each.work() == 1 || each.work() == 2, each.isOver(), each + "");
      assertEquals(each.isOver(), each.seconds() > LIMIT.toSeconds(), each + "");
    }
    assertTrue(
        events().stream()
            .anyMatch(
                it ->
                    it instanceof Event.Ended end
                        && end.work() == 1
                        && end.note().equals("time over after step 2")));
    decisionsAreMadeAgainWithoutAClock();
  }

  private void decisionsAreMadeAgainWithoutAClock() {
    Replay replay = Replay.verify(events(), STRATEGY);

    assertEquals(Optional.empty(), replay.difference());
    assertEquals(6, replay.decisions());
    Replay without =
        Replay.verify(
            events().stream().filter(it -> !(it instanceof Event.Timed)).toList(), STRATEGY);
    assertTrue(without.difference().orElseThrow().contains("stop after step 2"), without + "");
  }

  /// A study whose first trial has reported and was given back after an hour, which was its limit.
  private Study afterAnHour() throws InterruptedException {
    Duration hour = Duration.ofHours(1);
    try (Study study = open(hour)) {
      Attempt first = study.ask("worker").orElseThrow();
      assertTrue(first.report(1, 1));
      assertTrue(first.goesOn());
      first.release("to try again");
    }
    assertTrue(times().getFirst().seconds() > 0, times() + "");
    store.append("s", List.of(new Event.Timed(0, 99, hour.toSeconds(), false)));
    return open(hour);
  }

  @Test
  void allAttemptsCountTogether() throws InterruptedException {
    try (Study study = afterAnHour()) {
      Attempt second = study.ask("worker").orElseThrow();

      assertFalse(second.goesOn());
      assertFalse(second.report(2, 1), "its time is over");
      second.tell(1);

      TrialRecord trial = study.history().trials().getFirst();
      assertEquals(TrialState.STOPPED, trial.state());
      assertEquals(1, trial.reports().size());
    }
    assertTrue(times().getLast().isOver());
  }

  @Test
  void whoAsksForATrialGivesItTime() throws InterruptedException {
    try (Study study = afterAnHour()) {
      Attempt late = study.ask("worker").orElseThrow();
      assertFalse(late.goesOn());
      late.tell(1);
      study.requests().resume("r", 0, 4);

      Attempt promoted = study.ask("worker").orElseThrow();

      assertEquals(0, promoted.number());
      assertTrue(promoted.goesOn());
      promoted.tell(0.5);
      assertEquals(TrialState.COMPLETE, study.history().trials().getFirst().state());
    }
    assertEquals(Optional.empty(), Replay.verify(events(), STRATEGY).difference());
  }

  @Test
  void withoutALimitNothingIsTimed() {
    try (Study study = Study.open(store, "s", Fakes.definition(STRATEGY, 1), STRATEGY)) {
      study.run(Fakes::curve, new RunOptions().withJobs(1));
    }

    assertEquals(List.of(), times());
  }
}
