package dev.glissade.tune.sampler;

import dev.glissade.tune.Goal;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// Ended trials in the order of several goals: constrained domination (Deb et al. 2002).
public final class ParetoOrder {
  private ParetoOrder() {}

  /// The values of a trial as losses, in the order of the goals; infinite where it has none.
  public static double[] losses(TrialRecord trial, List<Goal> goals) {
    double[] losses = new double[goals.size()];
    for (int i = 0; i < losses.length; i++) {
      double loss =
          trial.state() == TrialState.COMPLETE
              ? goals.get(i).direction().loss(trial.values().get(i))
              : Double.NaN;
      losses[i] = Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }
    return losses;
  }

  /// The trials in fronts, the best first: those that keep to the black-box constraints by
  /// domination, then the others, each amount of violation a front of its own, last those without
  /// values. Within a front the order is that of the list.
  public static List<List<TrialRecord>> fronts(List<TrialRecord> trials, List<Goal> goals) {
    List<TrialRecord> feasible = new ArrayList<>();
    var others = new TreeMap<Double, List<TrialRecord>>();
    for (TrialRecord trial : trials) {
      double violation =
          trial.state() == TrialState.COMPLETE ? trial.violation() : Double.POSITIVE_INFINITY;
      if (violation > 0) {
        others.computeIfAbsent(violation, _ -> new ArrayList<>()).add(trial);
      } else {
        feasible.add(trial);
      }
    }
    int[] ranks = Pareto.ranks(feasible.stream().map(it -> losses(it, goals)).toList());
    var fronts = new TreeMap<Integer, List<TrialRecord>>();
    for (int i = 0; i < ranks.length; i++) {
      fronts.computeIfAbsent(ranks[i], _ -> new ArrayList<>()).add(feasible.get(i));
    }
    List<List<TrialRecord>> all = new ArrayList<>(fronts.values());
    Collection<List<TrialRecord>> worse = others.values();
    all.addAll(worse);
    return all;
  }
}
