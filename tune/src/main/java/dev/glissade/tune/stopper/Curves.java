package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.TrialRecord;
import java.util.List;

/// What trials reported on their way, as losses: small is good.
final class Curves {
  private Curves() {}

  /// The loss that was reported after a step; NaN if there was none.
  static double at(TrialRecord trial, long step, History history) {
    int index = firstFrom(trial.reports(), step);
    boolean isThere = index < trial.reports().size() && trial.reports().get(index).step() == step;
    return isThere ? history.loss(trial.reports().get(index).value()) : Double.NaN;
  }

  /// The index of the first report at this step or later; their number if there is none.
  static int firstFrom(List<Report> reports, long step) {
    int low = 0;
    int high = reports.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (reports.get(middle).step() < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The smallest loss among reports, infinite if there is none that is a number.
  static double best(List<Report> reports, History history) {
    return reports.stream()
        .mapToDouble(it -> history.loss(it.value()))
        .filter(it -> !Double.isNaN(it))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /// Whether the last report is not a number.
  static boolean isBroken(TrialRecord trial) {
    return Double.isNaN(trial.reports().getLast().value());
  }
}
