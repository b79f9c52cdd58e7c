package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Quantile;
import dev.glissade.tune.Report;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.List;

/// `percentile(25)`, and `median` for `percentile(50)`: ends a trial whose best loss so far is
/// worse than this percentile of the losses that complete trials had after the same step, or whose
/// last loss is not a number. As in Optuna's `PercentilePruner`; Vizier compares running averages
/// instead.
///
/// @param percent how many of the trials would be kept, in `[0, 100]`
/// @param startup how many trials must be complete before any is ended
/// @param warmup up to which step none is ended
/// @param interval how many steps lie between comparisons
/// @param trials how many trials there must be to compare with at the step
public record Percentile(double percent, int startup, long warmup, long interval, int trials)
    implements Stopper {
  /// Checks the numbers.
  public Percentile {
    if (!(percent >= 0 && percent <= 100) || startup < 0 || warmup < 0) {
      throw new IllegalArgumentException(
          "percentile: expected percent from 0 to 100, startup and warmup of at least 0, but got "
              + percent
              + ", "
              + startup
              + " and "
              + warmup);
    }
    if (interval < 1 || trials < 1) {
      throw new IllegalArgumentException(
          "percentile: expected interval and trials of at least 1, but got "
              + interval
              + " and "
              + trials);
    }
  }

  /// With 5 trials to start with, no warm-up, and a comparison at each step.
  public Percentile(double percent) {
    this(percent, 5, 0, 1, 1);
  }

  /// The percentile 50.
  public static Percentile median() {
    return new Percentile(50);
  }

  @Override
  public boolean stops(TrialRecord trial, History history) {
    if (Curves.isBroken(trial)) {
      return true;
    }
    List<TrialRecord> complete =
        history.trials().stream()
            .filter(it -> it.state() == TrialState.COMPLETE && it.number() != trial.number())
            .toList();
    long step = trial.reports().getLast().step();
    if (complete.size() < startup || step < warmup || !isFirstOfInterval(trial.reports())) {
      return false;
    }
    double[] losses =
        complete.stream()
            .mapToDouble(it -> Curves.at(it, step, history))
            .filter(it -> !Double.isNaN(it))
            .sorted()
            .toArray();
    return losses.length >= trials
        && Curves.best(trial.reports(), history) > Quantile.of(losses, percent / 100);
  }

  /// Whether no earlier report is in the interval of the last.
  private boolean isFirstOfInterval(List<Report> reports) {
    long begin = (reports.getLast().step() - warmup) / interval * interval + warmup;
    return reports.size() == 1 || reports.get(reports.size() - 2).step() < begin;
  }

  @Override
  public String describe() {
    String name = percent == 50 ? "median(" : "percentile(" + percent + ",";
    return name
        + "startup="
        + startup
        + ",warmup="
        + warmup
        + ",interval="
        + interval
        + ",trials="
        + trials
        + ")";
  }
}
