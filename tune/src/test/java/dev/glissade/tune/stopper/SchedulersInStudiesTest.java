package dev.glissade.tune.stopper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Definition;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.Param;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Space;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.Trial;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.sampler.Sobol;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every scheduler comes to its end in a real study, with the same result for any number of
/// workers.
class SchedulersInStudiesTest {
  private static final Space SPACE = Space.EMPTY.with("x", new Param.Uniform(0, 1));

  private record Outcome(String hash, List<TrialRecord> trials, long steps) {}

  private static Outcome run(String scheduler, String stopper, int jobs, int lag) {
    AtomicLong steps = new AtomicLong();
    var strategy = new Strategy(new Sobol(), Stoppers.parse(stopper), Schedulers.parse(scheduler));
    Definition definition =
        strategy.define(new Goal("loss", Direction.MINIMIZE), SPACE).withSeed(7).withLag(lag);
    try (Study study = Study.open(new MemoryStore(), "study", definition, strategy)) {
      study.run(trial -> descend(trial, steps), new RunOptions().withJobs(jobs));
      return new Outcome(study.eventsHash(), study.history().trials(), steps.get());
    }
  }

  private static double descend(Trial trial, AtomicLong steps) {
    double x = trial.uniform("x", 0, 1);
    double loss = Double.NaN;
    for (long step = trial.from() + 1; step <= trial.until(); step++) {
      steps.incrementAndGet();
      loss = Math.abs(x - 0.3) + 1.0 / step + 0.01 * trial.repeat();
      trial.saved(step, trial.number() + "/" + step);
      if (!trial.report(step, loss)) {
        break;
      }
    }
    return loss;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trials(20,until=9)",
        "asha-promote(20,maximum=27,factor=3)",
        "successive-halving(20,maximum=27)",
        "hyperband(9)",
        "population-based(6,until=5)",
        "with-repeats(asha-promote(9,maximum=9,factor=3),leaders=2,seeds=3)",
        "with-repeats(trials(6,until=3),leaders=2,seeds=2)"
      })
  void theyEndWithTheSameResultForAnyNumberOfWorkers(String scheduler) {
    Outcome alone = run(scheduler, "none", 1, 3);

    assertEquals(alone.hash(), run(scheduler, "none", 3, 3).hash());
    assertTrue(
        alone.trials().stream()
            .allMatch(it -> it.state() == TrialState.COMPLETE || it.state() == TrialState.PAUSED));
    assertTrue(alone.trials().stream().anyMatch(it -> it.state() == TrialState.COMPLETE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"median(startup=2)", "asha(minimum=1,factor=3)", "any(plateau(2,1))"})
  void stoppersEndSomeTrials(String stopper) {
    Outcome alone = run("trials(20,until=9)", stopper, 1, 2);

    assertEquals(alone.hash(), run("trials(20,until=9)", stopper, 2, 2).hash());
    assertTrue(alone.trials().stream().anyMatch(it -> it.state() == TrialState.STOPPED));
    assertTrue(alone.steps() < 20 * 9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void halvingTrainsNothingTwice(int lag) {
    assertEquals(
        27 + 9 * 2 + 3 * 6 + 18, run("successive-halving(27,maximum=27)", "none", 1, lag).steps());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void populationsTrainEveryStepOfEveryMember(int lag) {
    assertEquals(6 * 5, run("population-based(6,until=5)", "none", 1, lag).steps());
  }
}
