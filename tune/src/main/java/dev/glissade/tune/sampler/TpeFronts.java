package dev.glissade.tune.sampler;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The ranks of complete trials where there are several goals: by the front that they are in, and
/// within the front that is cut by who adds most to the hypervolume of those chosen before (Ozaki
/// et al. 2022, greedily as in Optuna). With more than three goals the crowding distance takes the
/// place of the hypervolume.
final class TpeFronts {
  private static final int MOST_GOALS = 3;
  private static final double TINY = 1e-12;

  private TpeFronts() {}

  /// The same ranks, those of complete trials by front and order within it.
  ///
  /// @param size how many trials will be the good ones
  static List<TpeSplit.Rank> rank(History history, List<TpeSplit.Rank> ranks, int size) {
    int[] complete =
        IntStream.range(0, ranks.size()).filter(i -> ranks.get(i).kind() == 0).toArray();
    List<double[]> losses =
        IntStream.of(complete).mapToObj(i -> losses(history, history.trials().get(i))).toList();
    int[] fronts = Pareto.ranks(losses);
    int[] order = new int[complete.length];
    int chosen = 0;
    for (int front = 0; chosen < Math.min(size, complete.length); front++) {
      int each = front;
      int[] members = IntStream.range(0, fronts.length).filter(i -> fronts[i] == each).toArray();
      int wanted = size - chosen;
      if (members.length > wanted) {
        List<double[]> points = IntStream.of(members).mapToObj(losses::get).toList();
        int[] places = places(points, wanted);
        IntStream.range(0, members.length).forEach(i -> order[members[i]] = places[i]);
      }
      chosen += members.length;
    }
    var ranked = new ArrayList<>(ranks);
    for (int i = 0; i < complete.length; i++) {
      ranked.set(complete[i], new TpeSplit.Rank(0, fronts[i], order[i], complete[i]));
    }
    return ranked;
  }

  /// NaN counts as infinite.
  private static double[] losses(History history, TrialRecord trial) {
    return IntStream.range(0, history.goals().size())
        .mapToDouble(i -> history.goals().get(i).direction().loss(trial.values().get(i)))
        .map(it -> Double.isNaN(it) ? Double.POSITIVE_INFINITY : it)
        .toArray();
  }

  /// The place of each point of a front in the order of choice; all that are not wanted are last.
  private static int[] places(List<double[]> front, int wanted) {
    int[] places = new int[front.size()];
    List<double[]> chosen = new ArrayList<>();
    IntStream.range(0, places.length).forEach(i -> places[i] = wanted);
    double[] reference = reference(front);
    double[] crowding = Pareto.crowding(front);
    for (int place = 0; place < wanted; place++) {
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < places.length; i++) {
        if (places[i] == wanted) {
          double worth =
              reference.length > MOST_GOALS
                  ? crowding[i]
                  : hypervolume(chosen, front.get(i), reference);
          best = best < 0 || worth > most ? i : best;
          most = Math.max(worth, most);
        }
      }
      places[best] = place;
      chosen.add(front.get(best));
    }
    return places;
  }

  private static double hypervolume(List<double[]> chosen, double[] more, double[] reference) {
    var all = new ArrayList<>(chosen);
    all.add(more);
    return Pareto.hypervolume(all, reference);
  }

  /// A little worse than the worst of each goal.
  private static double[] reference(List<double[]> points) {
    double[] reference = new double[points.getFirst().length];
    for (int i = 0; i < reference.length; i++) {
      int goal = i;
      double worst = points.stream().mapToDouble(it -> it[goal]).max().orElseThrow();
      double beyond = Math.max(1.1 * worst, 0.9 * worst);
      reference[i] = beyond == 0 ? TINY : beyond;
    }
    return reference;
  }
}
