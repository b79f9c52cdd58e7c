package dev.glissade.tune.stopper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Scheduler;
import dev.glissade.tune.Space;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import dev.glissade.tune.sampler.RandomSearch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {
  private static final Space SPACE = Space.EMPTY.with("x", new Param.Uniform(0, 1));

  /// The loss is `x` at every step, so that the smallest is the best at every rung.
  private static Simulation run(Scheduler scheduler, int workers) {
    return run(scheduler, workers, 1, (configuration, step, seed) -> configuration.real("x"));
  }

  private static Simulation run(
      Scheduler scheduler, int workers, long seed, Simulation.Curve curve) {
    var plan = new Simulation.Plan(SPACE, new RandomSearch(), Stopper.none(), scheduler);
    return new Simulation(plan, curve).run(workers, seed);
  }

  /// How many trials ended at which step.
  private static Map<Long, Long> ends(List<TrialRecord> trials) {
    return new TreeMap<>(
        trials.stream().collect(Collectors.groupingBy(TrialRecord::until, Collectors.counting())));
  }

  private static TrialRecord best(Simulation simulation) {
    return simulation.trials.stream()
        .min((a, b) -> Double.compare(a.configuration().real("x"), b.configuration().real("x")))
        .orElseThrow();
  }

  @Test
  void trialsAreCounted() {
    Simulation simulation = run(new Trials(7, 3), 2);

    assertEquals(Map.of(3L, 7L), ends(simulation.trials));
    assertEquals(21, simulation.steps);
    assertTrue(simulation.trials.stream().allMatch(it -> it.state() == TrialState.COMPLETE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 100})
  void successiveHalvingKeepsTheBestThird(int workers) {
    Simulation simulation = run(new SuccessiveHalving(27, 1, 27, 3), workers);

    assertEquals(Map.of(1L, 18L, 3L, 6L, 9L, 2L, 27L, 1L), ends(simulation.trials));
    assertEquals(27 + 9 * 2 + 3 * 6 + 18, simulation.steps);
    assertEquals(27, best(simulation).until());
    assertEquals(TrialState.COMPLETE, best(simulation).state());
    Set<Double> kept =
        simulation.trials.stream()
            .filter(it -> it.until() > 1)
            .map(it -> it.configuration().real("x"))
            .collect(Collectors.toSet());
    assertEquals(
        simulation.trials.stream()
            .map(it -> it.configuration().real("x"))
            .sorted()
            .limit(9)
            .collect(Collectors.toSet()),
        kept);
  }

  @Test
  void hyperbandHasThePublishedBrackets() {
    List<Hyperband.Bracket> brackets = new Hyperband(81, 3, 1, 1).brackets();

    assertEquals(
        List.of(81, 34, 15, 8, 5), brackets.stream().map(Hyperband.Bracket::size).toList());
    assertEquals(
        List.of(
            List.of(1L, 3L, 9L, 27L, 81L),
            List.of(3L, 9L, 27L, 81L),
            List.of(9L, 27L, 81L),
            List.of(27L, 81L),
            List.of(81L)),
        brackets.stream().map(it -> it.rungs().steps()).toList());
  }

  @Test
  void hyperbandStartsAtItsMinimum() {
    assertEquals(
        List.of(List.of(11L, 33L, 100L), List.of(33L, 100L), List.of(100L)),
        new Hyperband(100, 3, 10, 1).brackets().stream().map(it -> it.rungs().steps()).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 1000})
  void hyperbandGoesThroughAllBrackets(int workers) {
    Hyperband hyperband = new Hyperband(9, 3, 1, 2);
    Simulation simulation = run(hyperband, workers);

    // 9 trials at 1, of which 3 go to 3 and 1 to 9; 5 at 3, of which 1 goes to 9; 3 at 9; twice.
    assertEquals(34, hyperband.trials());
    assertEquals(Map.of(1L, 12L, 3L, 12L, 9L, 10L), ends(simulation.trials));
  }

  @Test
  void whileABracketWaitsTheNextBegins() {
    Simulation simulation = run(new Hyperband(9, 3, 1, 1), 1000);
    int firstAwait = simulation.decisions.indexOf(new Decision.Await());

    assertEquals(17, firstAwait);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void ashaPromotesTheBestQuarterOfEachRung(int workers) {
    Simulation simulation = run(new AshaPromote(64, 1, 64, 4), workers);
    Map<Long, Long> ends = ends(simulation.trials);

    assertEquals(Set.of(1L, 4L, 16L, 64L), ends.keySet());
    assertEquals(64, best(simulation).until());
    assertEquals(64, ends.values().stream().mapToLong(it -> it).sum());
    // Who looked good early went on too, so a few more than in the synchronous form.
    assertTrue(ends.get(1L) <= 48 && ends.get(1L) >= 36, ends::toString);
    assertTrue(simulation.steps < 64 * 64 / 4);
  }

  @Test
  void ashaDoesNotWaitWhileThereIsSomethingToBegin() {
    Simulation simulation = run(new AshaPromote(64, 1, 64, 4), 8);
    int lastBegin = simulation.decisions.lastIndexOf(new Decision.Begin(1));

    assertTrue(!simulation.decisions.subList(0, lastBegin).contains(new Decision.Await()));
  }

  @Test
  void ashaBringsOneTrialToTheEnd() {
    Simulation simulation = run(new AshaPromote(5, 1, 100, 4), 1);

    assertEquals(100, best(simulation).until());
  }

  @Test
  void failedTrialsAreNotPromoted() {
    for (Scheduler scheduler :
        List.of(
            new AshaPromote(20, 1, 16, 4),
            new SuccessiveHalving(20, 1, 16, 4),
            new Hyperband(16, 4, 1, 1))) {
      Simulation simulation =
          run(scheduler, 3, 1, (it, step, seed) -> it.real("x") < 0.3 ? Double.NaN : it.real("x"));

      assertTrue(
          simulation.trials.stream()
              .filter(it -> it.state() == TrialState.FAILED)
              .allMatch(it -> it.reports().isEmpty()));
      assertTrue(simulation.trials.stream().anyMatch(it -> it.state() == TrialState.COMPLETE));
    }
  }

  @Test
  void everythingEndsWhereAllFail() {
    for (String form :
        List.of(
            "trials(5)",
            "asha-promote(5,maximum=9)",
            "successive-halving(5,maximum=9)",
            "hyperband(9)",
            "population-based(5,until=9)",
            "with-repeats(hyperband(9))")) {
      Simulation simulation =
          run(Schedulers.parse(form), 3, 1, (configuration, step, seed) -> Double.NaN);

      assertTrue(simulation.trials.size() >= 5, form);
    }
  }

  private static TrialRecord asked(int number, TrialState state, long until, int reported) {
    double x = 0.99 - 0.01 * number;
    List<Report> reports =
        LongStream.rangeClosed(1, reported).mapToObj(step -> new Report(step, x)).toList();
    return new TrialRecord(
        number,
        Configuration.of(Map.of("x", Value.of(x))),
        state,
        until,
        state == TrialState.COMPLETE ? List.of(x) : List.of(),
        0,
        reports,
        List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trials(9,until=9)",
        "asha-promote(9,maximum=9,factor=3)",
        "successive-halving(9,maximum=9)",
        "hyperband(9)",
        "population-based(9,until=9,interval=3)",
        "with-repeats(trials(9,until=9),leaders=2)"
      })
  void trialsThatSomebodyAskedForDoNotConfuse(String form) {
    var plan =
        new Simulation.Plan(SPACE, new RandomSearch(), Stopper.none(), Schedulers.parse(form));
    var simulation = new Simulation(plan, (it, step, seed) -> it.real("x"));
    simulation.trials.addAll(
        List.of(
            asked(0, TrialState.COMPLETE, 50, 50),
            asked(1, TrialState.FAILED, 9, 0),
            asked(2, TrialState.STOPPED, 9, 3),
            asked(3, TrialState.PAUSED, 2, 2),
            asked(4, TrialState.COMPLETE, 9, 0)));
    simulation.run(2, 1);

    assertTrue(simulation.trials.size() >= 9);
    assertTrue(
        simulation.trials.stream()
            .skip(5)
            .anyMatch(it -> it.state() == TrialState.COMPLETE && it.until() == 9));
  }

  @Test
  void leadersAreRepeatedWithTheSameFreshSeeds() {
    Simulation simulation =
        run(
            new WithRepeats(new Trials(20, 2), 3, 2),
            4,
            1,
            (it, step, seed) -> it.real("x") + seed);
    List<TrialRecord> repeated =
        simulation.trials.stream().filter(it -> !it.repeats().isEmpty()).toList();

    assertEquals(20 * 2 + 3 * 2 * 2, simulation.steps);
    assertEquals(3, repeated.size());
    assertTrue(repeated.contains(best(simulation)));
    for (TrialRecord each : repeated) {
      double x = each.configuration().real("x");
      assertEquals(
          List.of(new TrialRecord.Repeat(1, x + 1), new TrialRecord.Repeat(2, x + 2)),
          each.repeats());
    }
  }

  @Test
  void leadersThatCannotBeTheBestGetNoMoreSeeds() {
    Simulation simulation =
        run(
            new WithRepeats(new Trials(20, 1), 5, 12),
            1,
            1,
            (it, step, seed) -> it.real("x") + 0.02 * Math.sin(100 * seed * it.real("x")));
    List<Integer> repeats =
        simulation.trials.stream()
            .filter(it -> !it.repeats().isEmpty())
            .map(it -> it.repeats().size())
            .toList();

    assertEquals(12, best(simulation).repeats().size());
    assertEquals(5, repeats.size());
    assertTrue(repeats.stream().allMatch(it -> it >= 3));
    assertTrue(repeats.contains(3), repeats::toString);
  }

  @Test
  void fewerTrialsThanLeadersAreAllRepeated() {
    Simulation simulation = run(new WithRepeats(new Trials(2, 1), 10, 1), 1);

    assertTrue(simulation.trials.stream().allMatch(it -> it.repeats().size() == 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trials(60,until=10)",
        "asha-promote(64,minimum=2,maximum=64,factor=4)",
        "successive-halving(27,minimum=1,maximum=27,factor=3)",
        "hyperband(81,factor=3,minimum=1,rounds=2)",
        "population-based(8,interval=1,until=20,quantile=0.25,resample=0.25)",
        "with-repeats(hyperband(9,factor=3,minimum=1,rounds=1),leaders=5,seeds=3)"
      })
  void whatIsDescribedIsRead(String description) {
    assertEquals(description, Schedulers.parse(description).describe());
  }

  @Test
  void whatIsWrongIsSaid() {
    assertEquals(
        "scheduler: expected one of trials, asha-promote, successive-halving, hyperband,"
            + " population-based, with-repeats, but got hyperban — help: did you mean hyperband?",
        assertThrows(IllegalArgumentException.class, () -> Schedulers.parse("hyperban(9)"))
            .getMessage());
    assertEquals(
        "trials: expected count, but got trials(until=3)",
        assertThrows(IllegalArgumentException.class, () -> Schedulers.parse("trials(until=3)"))
            .getMessage());
    for (String wrong :
        List.of(
            "trials(0)",
            "asha-promote(0,maximum=3)",
            "asha-promote(3)",
            "hyperband(9,factor=1)",
            "hyperband(9,minimum=10)",
            "successive-halving(0,maximum=3)",
            "population-based(1,until=3)",
            "population-based(4,until=3,quantile=0.6)",
            "with-repeats(trials(3),seeds=0)",
            "with-repeats")) {
      assertThrows(IllegalArgumentException.class, () -> Schedulers.parse(wrong), wrong);
    }
  }
}
