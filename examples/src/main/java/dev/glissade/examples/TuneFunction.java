package dev.glissade.examples;

import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.Trial;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.sampler.Halton;
import dev.glissade.tune.sampler.RandomSearch;
import dev.glissade.tune.stopper.Trials;

/// Tuning without a network: any function that returns a number has a study. Rosenbrock's banana is
/// 0 at (1, 1), at the end of a long curved valley. Prints the best value of 500 trials that fill a
/// declared space evenly, and of 200 at random where the function itself says what varies.
public final class TuneFunction {
  private static final Goal GOAL = new Goal("banana", Direction.MINIMIZE);

  private TuneFunction() {}

  /// Takes no arguments.
  public static void main(String... arguments) {
    System.out.printf("declared %.3f%n", declared().values().getFirst());
    System.out.printf("define-by-run %.3f%n", defineByRun().values().getFirst());
  }

  /// What varies is said beforehand, and the objective reads it.
  private static TrialRecord declared() {
    Space space =
        Space.EMPTY.with("x", new Param.Uniform(-2, 2)).with("y", new Param.Uniform(-1, 3));
    Strategy strategy = new Strategy(new Halton(), new Trials(500, 1));
    var definition = strategy.define(GOAL, space).withSeed(7).withLag(4);
    try (Study study = Study.open(new MemoryStore(), "declared", definition, strategy)) {
      study.run(trial -> banana(trial.configuration().real("x"), trial.configuration().real("y")));
      return study.best().orElseThrow();
    }
  }

  /// The objective asks for what it needs, which may depend on what it got before.
  private static TrialRecord defineByRun() {
    Strategy strategy = new Strategy(new RandomSearch(), new Trials(200, 1));
    var definition = strategy.define(GOAL, Space.EMPTY).withSeed(7).withLag(4);
    try (Study study = Study.open(new MemoryStore(), "asked", definition, strategy)) {
      study.run(TuneFunction::ask);
      return study.best().orElseThrow();
    }
  }

  private static double ask(Trial trial) {
    double x = trial.uniform("x", -2, 2);
    boolean isInValley = trial.choice("where", "valley", "anywhere").equals("valley");
    return banana(x, isInValley ? x * x : trial.uniform("y", -1, 3));
  }

  private static double banana(double x, double y) {
    return Math.pow(1 - x, 2) + 100 * Math.pow(y - x * x, 2);
  }
}
