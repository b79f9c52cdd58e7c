package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static final RunOptions ALONE = new RunOptions().withJobs(1);

  private final MemoryStore store = new MemoryStore();

  private Study open(Strategy strategy, int lag) {
    return Study.open(store, "s", Fakes.definition(strategy, lag), strategy);
  }

  private Study plain(int trials, int lag) {
    return open(new Strategy(new Fakes.Near(), new Fakes.Plain(trials, 3)), lag);
  }

  private static String hash(int jobs, int lag) {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Mean(), new Fakes.Halving(20, 3));
    try (Study study =
        Study.open(new MemoryStore(), "s", Fakes.definition(strategy, lag), strategy)) {
      study.run(Fakes::curve, new RunOptions().withJobs(jobs));
      Set<TrialState> states =
          study.history().trials().stream().map(TrialRecord::state).collect(Collectors.toSet());
      assertEquals(Set.of(TrialState.PAUSED, TrialState.STOPPED, TrialState.COMPLETE), states);
      return study.eventsHash();
    }
  }

  @Test
  void resultsDoNotDependOnTheNumberOfWorkers() {
    String alone = hash(1, 4);

    assertEquals(alone, hash(2, 4));
    assertEquals(alone, hash(4, 4));
    assertFalse(alone.equals(hash(1, 2)), "the lag is part of the study");
  }

  @Test
  void aStudyFindsTheMinimum() {
    try (Study study = plain(60, 1)) {
      study.run(Fakes::curve);

      assertEquals(60, study.history().trials().size());
      assertTrue(study.best().orElseThrow().values().getFirst() < 0.4);
    }
  }

  @Test
  void whatTheObjectiveAsksForBecomesTheSpace() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(40, 1));
    Definition definition = strategy.define(Fakes.LOSS, Space.EMPTY).withSeed(3);
    try (Study study = Study.open(store, "s", definition, strategy)) {
      study.run(
          trial -> {
            double value = Math.abs(trial.uniform("x", -1, 1));
            return trial.choice("kind", "a", "b").equals("b")
                ? value + trial.logOneMinus("beta", 0.9, 0.999)
                : value;
          });

      Space space = study.history().space();
      assertEquals(
          Set.of("x", "kind", "beta"),
          space.dimensions().stream().map(Space.Dimension::name).collect(Collectors.toSet()));
      assertTrue(study.best().orElseThrow().values().getFirst() < 0.1);
    }
  }

  @Test
  void aParameterIsAskedForAsTheSpaceHasIt() {
    try (Study study = plain(1, 1)) {
      study.run(trial -> trial.uniform("x", -3, 3), ALONE);

      assertEquals(TrialState.FAILED, study.history().trials().getFirst().state());
      assertEquals(
          "java.lang.IllegalArgumentException: x: expected the parameter of the space,"
              + " Uniform[low=-2.0, high=2.0], but got Uniform[low=-3.0, high=3.0]",
          end(0).note());
    }
  }

  private Event.Ended end(long work) {
    return store.read("s", 0).stream()
        .map(StudyStore.Entry::event)
        .filter(Event.Ended.class::isInstance)
        .map(Event.Ended.class::cast)
        .filter(it -> it.work() == work)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNotANumberFailsItsTrialOnly() {
    try (Study study = plain(5, 1)) {
      study.run(
          trial ->
              switch (trial.number()) {
                case 0 -> Double.NaN;
                case 1 -> Double.POSITIVE_INFINITY;
                case 2 -> trial.report(2, Double.NaN) ? 1 : 0.5;
                case 3 -> throw new IllegalStateException("no such file");
                default -> 1;
              },
          ALONE);

      assertEquals(
          List.of("FAILED", "FAILED", "FAILED", "FAILED", "COMPLETE"),
          study.history().trials().stream().map(it -> it.state().name()).toList());
      assertEquals("diverged: loss was NaN", end(0).note());
      assertEquals("diverged: loss was Infinity", end(1).note());
      assertEquals("diverged: loss was NaN after step 2", end(2).note());
      assertEquals("java.lang.IllegalStateException: no such file", end(3).note());
      assertEquals(4, study.best().orElseThrow().number());
    }
  }

  @Test
  void severalGoalsAndConstraintsAreKept() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(3, 1));
    List<Goal> goals = List.of(Fakes.LOSS, new Goal("accuracy", Direction.MAXIMIZE));
    Definition definition = strategy.define(goals, Fakes.SPACE);
    try (Study study = Study.open(store, "s", definition, strategy)) {
      study.run(
          trial -> {
            if (trial.number() == 2) {
              return 0;
            }
            trial.values(List.of(1.0 - trial.number(), 0.5));
            trial.violation(trial.number());
            return Double.NaN;
          },
          ALONE);

      List<TrialRecord> trials = study.history().trials();
      assertEquals(List.of(1.0, 0.5), trials.get(0).values());
      assertEquals(1, trials.get(1).violation());
      assertEquals(TrialState.FAILED, trials.get(2).state(), "one value for two goals");
      assertEquals(0, study.best().orElseThrow().number());
    }
  }

  @Test
  void anotherDefinitionUnderTheSameNameIsRefused() {
    plain(5, 1).close();
    var other = new Strategy(new Fakes.Near(), new Fakes.Plain(6, 3));
    Definition definition = Fakes.definition(other, 1).withSeed(8);

    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Study.open(store, "s", definition, other));

    assertEquals(
        "study s: scheduler: expected plain(5,3), but got plain(6,3);"
            + " seed: expected 7, but got 8 — help: take another name, or redefine the study",
        error.getMessage());
  }

  @Test
  void notesMayDiffer() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(5, 3));
    Definition definition = Fakes.definition(strategy, 1);
    Study.open(store, "s", definition.withNote("machine", "one"), strategy).close();

    Study.open(store, "s", definition.withNote("machine", "another"), strategy).close();
  }

  @Test
  void aStrategyThatIsNotTheDefinitionsIsRefused() {
    var strategy = new Strategy(new Fakes.Near(), new Fakes.Plain(5, 3));
    var other = new Strategy(new Fakes.Near(), new Fakes.Mean(), new Fakes.Plain(5, 3));

    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Study.open(store, "s", Fakes.definition(strategy, 1), other));

    assertEquals(
        "stopper: expected that of the study, none, but got mean"
            + " — help: open the study with its own, or redefine it",
        error.getMessage());
    assertEquals(List.of(), store.studies());
  }

  @Test
  void aDecisionWaitsForTheWorksThatItMustKnow() throws InterruptedException {
    try (Study study = plain(9, 2)) {
      Attempt first = study.ask("one").orElseThrow();
      Attempt second = study.ask("two").orElseThrow();
      AtomicBoolean isTold = new AtomicBoolean();
      List<Boolean> known = Collections.synchronizedList(new ArrayList<>());
      Thread third =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      Attempt attempt = study.ask("three").orElseThrow();
                      known.add(isTold.get());
                      attempt.tell(1);
                    } catch (InterruptedException _) {
                      known.add(false);
                    }
                  });
      second.tell(1);
      isTold.set(true);
      first.tell(1);
      third.join();

      assertEquals(List.of(true), known);
    }
  }

  @Test
  void aSchedulerThatWaitsForNothingIsAnError() {
    Scheduler idle =
        new Scheduler() {
          @Override
          public Decision next(History history, Draws draws) {
            return new Decision.Await();
          }

          @Override
          public String describe() {
            return "idle";
          }
        };
    try (Study study = open(new Strategy(new Fakes.Near(), idle), 1)) {
      var error = assertThrows(IllegalStateException.class, () -> study.ask("worker"));

      assertEquals("idle: expected something to do, but got Await[]", error.getMessage());
    }
  }

  @Test
  void recordsThatDidNotChangeAreTheSameObjects() {
    List<History> seen = new ArrayList<>();
    Sampler watching =
        new Sampler() {
          @Override
          public Configuration propose(History history, Draws draws) {
            seen.add(history);
            return new Fakes.Near().propose(history, draws);
          }

          @Override
          public String describe() {
            return "watching";
          }
        };
    try (Study study = open(new Strategy(watching, new Fakes.Plain(10, 3)), 3)) {
      study.run(Fakes::curve, ALONE);
    }

    assertEquals(10, seen.size());
    for (int k = 1; k < seen.size(); k++) {
      List<TrialRecord> before = seen.get(k - 1).trials();
      List<TrialRecord> now = seen.get(k).trials();
      assertEquals(k, now.size());
      for (int i = 0; i < now.size(); i++) {
        // With a lag of 3, decision k knows the outcome of works 0 … k − 3.
        boolean isKnown = i <= k - 3;
        assertEquals(isKnown ? TrialState.COMPLETE : TrialState.RUNNING, now.get(i).state());
        assertEquals(isKnown ? 3 : 0, now.get(i).reports().size());
        if (i < before.size() && before.get(i).state() == now.get(i).state()) {
          assertTrue(before.get(i) == now.get(i));
        }
      }
    }
  }
}
