package dev.glissade.tune;

import java.util.LinkedHashMap;
import java.util.Optional;

/// Plain samplers, stoppers and schedulers, and a study of them.
final class Fakes {
  static final Goal LOSS = new Goal("loss", Direction.MINIMIZE);
  static final Space SPACE =
      Space.EMPTY.with("x", new Param.Uniform(-2, 2)).with("n", new Param.Whole(1, 8, 1));

  private Fakes() {}

  /// Half of the proposals at random, the others beside the best complete trial.
  static final class Near implements Sampler {
    @Override
    public Configuration propose(History history, Draws draws) {
      double[] units = new double[history.space().size()];
      Optional<TrialRecord> best = best(history);
      boolean isNear = best.isPresent() && draws.uniform() < 0.5;
      double[] centre = isNear ? history.space().encode(best.get().configuration()) : units;
      for (int i = 0; i < units.length; i++) {
        double there = Double.isNaN(centre[i]) ? 0.5 : centre[i];
        units[i] = isNear ? there + 0.1 * draws.normal() : draws.uniform();
      }
      return history.space().decode(units);
    }

    private static Optional<TrialRecord> best(History history) {
      return history.trials().stream()
          .filter(it -> it.state() == TrialState.COMPLETE)
          .min(
              (left, right) ->
                  Double.compare(
                      history.loss(left.values().getFirst()),
                      history.loss(right.values().getFirst())));
    }

    @Override
    public String describe() {
      return "near";
    }
  }

  /// So many trials up to a step.
  record Plain(int trials, long until) implements Scheduler {
    @Override
    public Decision next(History history, Draws draws) {
      return history.trials().size() < trials ? new Decision.Begin(until) : new Decision.Finish();
    }

    @Override
    public String describe() {
      return "plain(" + trials + "," + until + ")";
    }
  }

  /// So many trials up to a step; then, when all have ended, the better half go twice as far, and
  /// the best is repeated with seeds 1 and 2.
  record Halving(int trials, long until) implements Scheduler {
    @Override
    public Decision next(History history, Draws draws) {
      if (history.trials().size() < trials) {
        return new Decision.Begin(until);
      }
      if (history.trials().stream().anyMatch(it -> it.state() == TrialState.RUNNING)) {
        return new Decision.Await();
      }
      var ranked =
          history.trials().stream()
              .filter(it -> !it.reports().isEmpty() && it.state() != TrialState.FAILED)
              .sorted(
                  (left, right) ->
                      Double.compare(
                          history.loss(left.reports().getFirst().value()),
                          history.loss(right.reports().getFirst().value())))
              .limit((trials + 1) / 2)
              .toList();
      for (TrialRecord each : ranked) {
        if (each.until() < 2 * until && each.state() == TrialState.PAUSED) {
          return new Decision.Resume(each.number(), 2 * until);
        }
      }
      int repeats = ranked.isEmpty() ? 2 : ranked.getFirst().repeats().size();
      return repeats < 2
          ? new Decision.Repeat(ranked.getFirst().number(), repeats + 1, 2 * until)
          : new Decision.Finish();
    }

    @Override
    public boolean isFull(long step) {
      return step >= 2 * until;
    }

    @Override
    public String describe() {
      return "halving(" + trials + "," + until + ")";
    }
  }

  /// Stops what is worse after a step than the mean of the others after it.
  static final class Mean implements Stopper {
    @Override
    public boolean stops(TrialRecord trial, History history) {
      Report last = trial.reports().getLast();
      double[] others =
          history.trials().stream()
              .filter(it -> it.number() != trial.number())
              .flatMap(it -> it.reports().stream())
              .filter(it -> it.step() == last.step())
              .mapToDouble(Report::value)
              .toArray();
      double sum = 0;
      for (double each : others) {
        sum += each;
      }
      return others.length >= 3 && last.value() > sum / others.length;
    }

    @Override
    public String describe() {
      return "mean";
    }
  }

  static Definition definition(Strategy strategy, int lag) {
    return strategy.define(LOSS, SPACE).withSeed(7).withLag(lag);
  }

  /// A curve that falls to `x² + 1/n`, with checkpoints that hold the value.
  static double curve(Trial trial) {
    double x = trial.uniform("x", -2, 2);
    double floor = x * x + 1.0 / trial.whole("n", 1, 8);
    double rate = trial.log("rate", 0.1, 0.9);
    double value = trial.checkpoint().map(Double::parseDouble).orElse(floor + 1 + trial.repeat());
    for (long step = trial.from() + 1; step <= trial.until(); step++) {
      double speed = trial.knobs(step, new LinkedHashMap<>()).getOrDefault("rate", rate);
      value = floor + (value - floor) * (1 - speed);
      boolean goesOn = trial.report(step, value);
      trial.saved(step, Double.toString(value));
      if (!goesOn) {
        break;
      }
    }
    return value;
  }
}
