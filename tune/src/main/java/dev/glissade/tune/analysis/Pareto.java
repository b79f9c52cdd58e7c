package dev.glissade.tune.analysis;

import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which trials no other beats in all goals at once.
public final class Pareto {
  private Pareto() {}

  /// The trials such that none is at least as good in all goals and better in one, in the order of
  /// the first goal. Of equal trials all are there.
  public static List<TrialRecord> front(History history) {
    List<TrialRecord> trials = Scored.of(history).trials();
    double[][] losses = losses(trials, history.goals());
    return front(losses, order(losses)).stream().map(trials::get).toList();
  }

  /// The front of each trial: 0 for those on the best, 1 for those on the best of the others, ….
  static double[] ranks(List<TrialRecord> trials, List<Goal> goals) {
    double[][] losses = losses(trials, goals);
    double[] ranks = new double[losses.length];
    List<Integer> left = order(losses);
    for (int rank = 0; !left.isEmpty(); rank++) {
      List<Integer> front = front(losses, left);
      for (int each : front) {
        ranks[each] = rank;
      }
      boolean[] isTaken = new boolean[losses.length];
      front.forEach(each -> isTaken[each] = true);
      left = left.stream().filter(each -> !isTaken[each]).toList();
    }
    return ranks;
  }

  private static double[][] losses(List<TrialRecord> trials, List<Goal> goals) {
    return trials.stream()
        .map(
            trial ->
                IntStream.range(0, goals.size())
                    .mapToDouble(i -> goals.get(i).direction().loss(trial.values().get(i)))
                    .toArray())
        .toArray(double[][]::new);
  }

  /// By the first loss, of equals by the second, …: nobody is beaten by a later one.
  private static List<Integer> order(double[][] losses) {
    return IntStream.range(0, losses.length)
        .boxed()
        .sorted(Comparator.comparing(i -> losses[i], Arrays::compare))
        .toList();
  }

  private static List<Integer> front(double[][] losses, List<Integer> order) {
    List<Integer> front = new ArrayList<>();
    for (int each : order) {
      boolean isBeaten = false;
      for (int i = front.size() - 1; i >= 0 && !isBeaten; i--) {
        isBeaten = beats(losses[front.get(i)], losses[each]);
      }
      if (!isBeaten) {
        front.add(each);
      }
    }
    return front;
  }

  private static boolean beats(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
    }
    return !Arrays.equals(one, other);
  }
}
