package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import java.util.List;

/// `asha(minimum=1,factor=4)`: asynchronous successive halving (Li et al. 2020) in the form that
/// ends trials, as in Ray Tune: at the steps `minimum`, `minimum · factor`, … a trial goes on only
/// if it is among the best `1 / factor` of those that came there, itself among them. Who comes
/// first goes on, and so does the best so far. A trial whose loss is not a number ends.
///
/// `AshaPromote` pauses instead, and can go on with a trial later; this one needs no checkpoints.
///
/// @param minimum the first step at which trials are compared
/// @param factor one in how many goes on
public record AshaStop(long minimum, int factor) implements Stopper {
  /// Checks the numbers.
  public AshaStop {
    if (minimum < 1 || factor < 2) {
      throw new IllegalArgumentException(
          "asha: expected minimum of at least 1 and factor of at least 2, but got "
              + minimum
              + " and "
              + factor);
    }
  }

  @Override
  public boolean stops(TrialRecord trial, History history) {
    if (Curves.isBroken(trial)) {
      return true;
    }
    List<Report> reports = trial.reports();
    long before = reports.size() == 1 ? 0 : reports.get(reports.size() - 2).step();
    return crosses(before, reports.getLast().step()) && !isAmongTheBest(trial, history);
  }

  private boolean crosses(long before, long step) {
    long rung = minimum;
    while (rung <= before && rung <= Long.MAX_VALUE / factor) {
      rung *= factor;
    }
    return before < rung && rung <= step;
  }

  private boolean isAmongTheBest(TrialRecord trial, History history) {
    Report last = trial.reports().getLast();
    double own = history.loss(last.value());
    double[] others =
        history.trials().stream()
            .filter(it -> it.number() != trial.number())
            .mapToDouble(it -> Curves.at(it, last.step(), history))
            .filter(it -> !Double.isNaN(it))
            .toArray();
    int better = 0;
    for (double other : others) {
      better += other < own ? 1 : 0;
    }
    return better < Math.max(1, (others.length + 1) / factor);
  }

  @Override
  public String describe() {
    return "asha(minimum=" + minimum + ",factor=" + factor + ")";
  }
}
