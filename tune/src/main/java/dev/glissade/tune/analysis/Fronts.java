package dev.glissade.tune.analysis;

import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.sampler.Pareto;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which trials no other beats in all goals at once.
public final class Fronts {
  private Fronts() {}

  /// The trials such that none is at least as good in all goals and better in one, in the order of
  /// the first goal. Of equal trials all are there.
  public static List<TrialRecord> best(History history) {
    List<TrialRecord> trials = Scored.of(history).trials();
    return Arrays.stream(Pareto.front(losses(trials, history.goals())))
        .mapToObj(trials::get)
        .sorted(Comparator.comparingDouble(each -> history.loss(each.values().getFirst())))
        .toList();
  }

  /// The front of each trial: 0 for those on the best, 1 for those on the best of the others, ….
  static double[] ranks(List<TrialRecord> trials, List<Goal> goals) {
    return Arrays.stream(Pareto.ranks(losses(trials, goals))).asDoubleStream().toArray();
  }

  private static List<double[]> losses(List<TrialRecord> trials, List<Goal> goals) {
    return trials.stream()
        .map(
            trial ->
                IntStream.range(0, goals.size())
                    .mapToDouble(i -> goals.get(i).direction().loss(trial.values().get(i)))
                    .toArray())
        .toList();
  }
}
