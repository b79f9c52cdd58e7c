package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import java.util.List;

/// `plateau(10)`: ends a trial that no longer gets better by itself: whose last `reports` losses
/// are not below the best before them by more than `delta`.
///
/// @param reports how many
/// @param delta how much better does not count
public record Plateau(int reports, double delta) implements Stopper {
  /// Checks the numbers.
  public Plateau {
    if (reports < 1 || !(delta >= 0)) {
      throw new IllegalArgumentException(
          "plateau: expected reports of at least 1 and delta of at least 0, but got "
              + reports
              + " and "
              + delta);
    }
  }

  @Override
  public boolean stops(TrialRecord trial, History history) {
    List<Report> all = trial.reports();
    int recent = all.size() - reports;
    return recent >= 1
        && Curves.best(all.subList(recent, all.size()), history)
            >= Curves.best(all.subList(0, recent), history) - delta;
  }

  @Override
  public String describe() {
    return "plateau(reports=" + reports + ",delta=" + delta + ")";
  }
}
