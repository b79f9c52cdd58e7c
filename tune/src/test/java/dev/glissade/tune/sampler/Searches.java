package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Studies of samplers alone, one trial after the other.
final class Searches {
  private Searches() {}

  static History empty(Space space) {
    return new History(List.of(new Goal("loss", Direction.MINIMIZE)), space, List.of());
  }

  static TrialRecord complete(int number, Configuration configuration, double loss) {
    return new TrialRecord(
        number, configuration, TrialState.COMPLETE, 1, List.of(loss), 0, List.of(), List.of());
  }

  /// So many trials more, each with its loss.
  static History more(
      Sampler sampler,
      History history,
      int count,
      ToDoubleFunction<Configuration> loss,
      long seed) {
    var trials = new ArrayList<>(history.trials());
    for (int i = 0; i < count; i++) {
      int number = trials.size();
      var now = new History(history.goals(), history.space(), List.copyOf(trials));
      Configuration proposed = sampler.propose(now, Draws.of(seed, number, "sampler"));
      trials.add(complete(number, proposed, loss.applyAsDouble(proposed)));
    }
    return new History(history.goals(), history.space(), List.copyOf(trials));
  }

  /// The first proposals for a space.
  static List<Configuration> proposals(Sampler sampler, Space space, int count, long seed) {
    return more(sampler, empty(space), count, it -> 0, seed).trials().stream()
        .map(TrialRecord::configuration)
        .toList();
  }

  /// The same as coordinates.
  static double[][] points(Sampler sampler, Space space, int count, long seed) {
    return proposals(sampler, space, count, seed).stream()
        .map(space::encode)
        .toArray(double[][]::new);
  }
}
