package dev.glissade.tune.stopper;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Scheduler;
import dev.glissade.tune.Space;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A study without training: losses are looked up, and `workers` works are under way at a time, the
/// oldest of which ends first.
final class Simulation {
  /// The loss of a configuration after a step; NaN fails the trial.
  interface Curve {
    double loss(Configuration configuration, long step, int seed);
  }

  /// What decides.
  record Plan(Space space, Sampler sampler, Stopper stopper, Scheduler scheduler) {}

  final List<TrialRecord> trials = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  long steps;
  private final Plan plan;
  private final Curve curve;
  private final Deque<Work> works = new ArrayDeque<>();

  private record Work(Decision decision, int trial, long from, long until) {}

  Simulation(Plan plan, Curve curve) {
    this.plan = plan;
    this.curve = curve;
  }

  History history() {
    return new History(
        List.of(new Goal("loss", Direction.MINIMIZE)), plan.space(), List.copyOf(trials));
  }

  /// Goes on to the end.
  Simulation run(int workers, long seed) {
    while (true) {
      Draws draws = Draws.of(seed, decisions.size(), "scheduler");
      Decision decision = plan.scheduler().next(history(), draws);
      decisions.add(decision);
      switch (decision) {
        case Decision.Begin(long until) -> {
          Draws proposal = Draws.of(seed, trials.size(), "sampler");
          Configuration drawn = plan.sampler().propose(history(), proposal);
          trials.add(TrialRecord.begun(trials.size(), drawn, 0));
          begin(decision, trials.size() - 1, drawn, until);
        }
        case Decision.Resume(int trial, long until) ->
            begin(decision, trial, trials.get(trial).configuration(), until);
        case Decision.Copy(int trial, int _, Configuration changed, long until) ->
            begin(decision, trial, changed, until);
        case Decision.Repeat(int trial, int _, long until) -> {
          works.add(new Work(decision, trial, 0, until));
          repeat((Decision.Repeat) decision, Double.NaN);
        }
        case Decision.Await _ -> endAll();
        case Decision.Finish _ -> {
          endAll();
          return this;
        }
      }
      if (works.size() >= workers) {
        end();
      }
    }
  }

  private void endAll() {
    while (!works.isEmpty()) {
      end();
    }
  }

  private void begin(Decision decision, int trial, Configuration configuration, long until) {
    TrialRecord old = trials.get(trial);
    works.add(new Work(decision, trial, old.until(), until));
    trials.set(
        trial,
        new TrialRecord(
            trial,
            configuration,
            TrialState.RUNNING,
            until,
            List.of(),
            0,
            old.reports(),
            old.repeats()));
  }

  private void end() {
    Work work = works.remove();
    if (work.decision() instanceof Decision.Repeat repeat) {
      steps += work.until();
      Configuration configuration = trials.get(work.trial()).configuration();
      repeat(repeat, curve.loss(configuration, work.until(), repeat.seed()));
      return;
    }
    TrialRecord trial = trials.get(work.trial());
    var reports = new ArrayList<>(trial.reports());
    TrialState state =
        plan.scheduler().isFull(work.until()) ? TrialState.COMPLETE : TrialState.PAUSED;
    for (long step = work.from() + 1; step <= work.until(); step++) {
      steps++;
      double loss = curve.loss(trial.configuration(), step, 0);
      if (Double.isNaN(loss)) {
        state = TrialState.FAILED;
        break;
      }
      reports.add(new Report(step, loss));
      if (plan.stopper().stops(trial.withReports(reports), history())) {
        state = TrialState.STOPPED;
        break;
      }
    }
    boolean isComplete = state == TrialState.COMPLETE;
    trials.set(
        work.trial(),
        new TrialRecord(
            work.trial(),
            trial.configuration(),
            state,
            work.until(),
            isComplete ? List.of(reports.getLast().value()) : List.of(),
            0,
            List.copyOf(reports),
            trial.repeats()));
  }

  private void repeat(Decision.Repeat repeat, double value) {
    TrialRecord old = trials.get(repeat.trial());
    var repeats = new ArrayList<>(old.repeats());
    repeats.removeIf(it -> it.seed() == repeat.seed());
    repeats.add(new TrialRecord.Repeat(repeat.seed(), value));
    trials.set(
        repeat.trial(),
        new TrialRecord(
            old.number(),
            old.configuration(),
            old.state(),
            old.until(),
            old.values(),
            old.violation(),
            old.reports(),
            List.copyOf(repeats)));
  }
}
