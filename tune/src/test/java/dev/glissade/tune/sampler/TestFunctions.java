package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Functions that samplers are tried on.
final class TestFunctions {
  private TestFunctions() {}

  /// How a search is done.
  record Plan(long seed, int trials) {}

  /// Branin's function of `x` in `[−5, 10]` and `y` in `[0, 15]`, at least 0.397887.
  static double branin(Configuration configuration) {
    double x = configuration.real("x");
    double y = configuration.real("y");
    double valley = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  /// `x0`, `x1`, …, each uniform.
  static Space box(int dimensions, double low, double high) {
    Space space = Space.EMPTY;
    for (int i = 0; i < dimensions; i++) {
      space = space.with("x" + i, new Param.Uniform(low, high));
    }
    return space;
  }

  /// The coordinates of a configuration of such a box.
  static double[] vector(Configuration configuration) {
    return configuration.values().keySet().stream().mapToDouble(configuration::real).toArray();
  }

  /// The best value that a sampler finds.
  static double best(
      Sampler sampler, Space space, ToDoubleFunction<Configuration> function, Plan plan) {
    List<Goal> goals = List.of(new Goal("loss", Direction.MINIMIZE));
    List<TrialRecord> trials = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < plan.trials; i++) {
      Configuration next =
          sampler.propose(
              new History(goals, space, List.copyOf(trials)), Draws.of(plan.seed, i, "sampler"));
      double value = function.applyAsDouble(next);
      best = Math.min(best, value);
      trials.add(
          new TrialRecord(
              i, next, TrialState.COMPLETE, 1, List.of(value), 0, List.of(), List.of()));
    }
    return best;
  }
}
