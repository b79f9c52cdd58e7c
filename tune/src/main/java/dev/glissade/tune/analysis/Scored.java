package dev.glissade.tune.analysis;

import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The trials that may be compared by their value: complete, with finite values of all goals, and
/// within black-box constraints. A value on the way of a stopped trial is none.
///
/// @param space of the coordinates
/// @param trials in the order of their numbers
/// @param losses of the trials, small is good
/// @param units coordinates by trial and parameter, NaN where a parameter is absent
public record Scored(Space space, List<TrialRecord> trials, double[] losses, double[][] units) {
  /// Of all trials of a history.
  public static Scored of(History history) {
    List<TrialRecord> trials = history.trials().stream().filter(Scored::isScored).toList();
    return new Scored(
        history.space(),
        trials,
        trials.stream().mapToDouble(each -> history.loss(each.values().getFirst())).toArray(),
        trials.stream()
            .map(each -> history.space().encode(each.configuration()))
            .toArray(double[][]::new));
  }

  static boolean isScored(TrialRecord trial) {
    return trial.state() == TrialState.COMPLETE
        && trial.violation() <= 0
        && !trial.values().isEmpty()
        && trial.values().stream().allMatch(Double::isFinite);
  }

  /// How many trials there are.
  public int size() {
    return trials.size();
  }

  /// Places of trials, the best first; of equals the earlier.
  public int[] order() {
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  /// The coordinates of one parameter.
  double[] column(int dimension) {
    double[] column = new double[size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = units[i][dimension];
    }
    return column;
  }
}
