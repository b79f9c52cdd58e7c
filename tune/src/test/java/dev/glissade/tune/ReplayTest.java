package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Strategy STRATEGY =
      new Strategy(new Fakes.Near(), new Fakes.Mean(), new Fakes.Halving(16, 3));

  private static List<Event> run(int lag, int jobs) {
    MemoryStore store = new MemoryStore();
    try (Study study = Study.open(store, "s", Fakes.definition(STRATEGY, lag), STRATEGY)) {
      study.run(Fakes::curve, new RunOptions().withJobs(jobs));
    }
    return store.read("s", 0).stream().map(StudyStore.Entry::event).toList();
  }

  private static long count(List<Event> events, Class<? extends Event> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  @Test
  void everyDecisionAndVerdictIsMadeAgain() {
    List<Event> events = run(4, 3);

    Replay replay = Replay.verify(events, STRATEGY);

    assertEquals(Optional.empty(), replay.difference());
    assertEquals(count(events, Event.Assigned.class), replay.decisions());
    assertTrue(replay.verdicts() >= 16, "verdicts " + replay.verdicts());
    assertEquals(0, replay.skipped());
  }

  @Test
  void aStudyOfArrivalsIsMadeAgainToo() {
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.empty(), Replay.verify(run(0, 4), STRATEGY).difference());
    }
  }

  private static Replay after(List<Event> events, UnaryOperator<Event> change) {
    List<Event> changed = new ArrayList<>(events);
    changed.replaceAll(change);
    return Replay.verify(changed, STRATEGY);
  }

  @Test
  void aChangedConfigurationIsNamed() {
    Replay replay =
        after(
            run(1, 1),
            event ->
                event instanceof Event.Assigned it && it.work() == 5
                    ? new Event.Assigned(
                        5,
                        it.trial(),
                        it.decision(),
                        it.configuration().with("x", Value.of(0.0)),
                        it.ticket(),
                        it.seen())
                    : event);

    String difference = replay.difference().orElseThrow();
    assertTrue(difference.startsWith("work 5: configuration: expected "), difference);
    assertEquals(6, replay.decisions());
  }

  @Test
  void aChangedOutcomeShowsInWhatFollowedFromIt() {
    Replay replay =
        after(
            run(1, 1),
            event ->
                event instanceof Event.Ended it && it.state() == TrialState.STOPPED
                    ? new Event.Ended(it.work(), TrialState.PAUSED, it.values(), 0, "")
                    : event);

    String difference = replay.difference().orElseThrow();
    assertTrue(difference.contains("stop after step"), difference);
  }

  @Test
  void aChangedDecisionIsNamed() {
    Replay replay =
        after(
            run(1, 1),
            event ->
                event instanceof Event.Assigned it && it.decision() instanceof Decision.Resume
                    ? new Event.Assigned(
                        it.work(),
                        it.trial(),
                        new Decision.Resume(it.trial(), 5),
                        it.configuration(),
                        it.ticket(),
                        it.seen())
                    : event);

    String difference = replay.difference().orElseThrow();
    assertTrue(difference.contains("decision: expected Resume[trial="), difference);
  }

  @Test
  void whatAnotherStrategyDecidedIsSkipped() {
    var other = new Strategy(new Fakes.Near(), new Fakes.Plain(9, 3));

    Replay replay = Replay.verify(run(1, 1), other);

    assertEquals(Optional.empty(), replay.difference());
    assertEquals(0, replay.decisions());
    assertTrue(replay.skipped() > 16);
  }

  @Test
  void aChangeOfTheSpaceIsPartOfTheReplay() {
    MemoryStore store = new MemoryStore();
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(12, 3));
    Definition before = Fakes.definition(strategy, 2);
    Space narrow =
        Space.EMPTY.with("x", new Param.Uniform(0, 1)).with("n", new Param.Whole(1, 8, 1));
    try (Study study = Study.open(store, "s", before, strategy)) {
      study.run(ReplayTest::square, new RunOptions().withJobs(2).withTrials(6));
      study.redefine(before.withSpace(narrow), "the minimum is there");
      study.run(ReplayTest::square, new RunOptions().withJobs(2));

      List<TrialRecord> trials = study.history().trials();
      assertEquals(12, trials.size());
      assertTrue(
          trials.subList(6, 12).stream().allMatch(it -> it.configuration().real("x") >= 0),
          trials::toString);
      assertTrue(trials.stream().anyMatch(it -> it.configuration().real("x") < 0));
    }
    List<Event> events = store.read("s", 0).stream().map(StudyStore.Entry::event).toList();
    assertEquals(Optional.empty(), Replay.verify(events, strategy).difference());
    assertEquals(narrow, StudyState.of(events).definition().space());
  }

  @Test
  void aChangedLagIsPartOfTheReplay() {
    MemoryStore store = new MemoryStore();
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Mean(), new Fakes.Plain(20, 3));
    Definition definition = Fakes.definition(strategy, 2);
    try (Study study = Study.open(store, "s", definition, strategy)) {
      RunOptions three = new RunOptions().withJobs(3);
      study.run(Fakes::curve, three.withTrials(6));
      study.redefine(definition.withLag(0), "as they come");
      study.run(Fakes::curve, three.withTrials(11));
      study.redefine(definition.withLag(4), "in order again");
      study.run(Fakes::curve, three);

      assertEquals(20, study.history().trials().size());
    }
    List<Event> events = store.read("s", 0).stream().map(StudyStore.Entry::event).toList();
    Replay replay = Replay.verify(events, strategy);
    assertEquals(Optional.empty(), replay.difference());
    assertEquals(20, replay.decisions());
  }

  private static double square(Trial trial) {
    return Math.pow(trial.configuration().real("x"), 2);
  }
}
