package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import java.util.List;

/// `patient(inner,patience=5)`: lets another stopper end a trial only if its last `patience + 1`
/// losses are all worse than the best before them by more than `delta`. As in Optuna's
/// `PatientPruner`.
///
/// @param inner who is asked then
/// @param patience how many steps without getting better are forgiven
/// @param delta how much worse does not count
public record Patient(Stopper inner, int patience, double delta) implements Stopper {
  /// Checks the numbers.
  public Patient {
    if (patience < 0 || !(delta >= 0)) {
      throw new IllegalArgumentException(
          "patient: expected patience and delta of at least 0, but got "
              + patience
              + " and "
              + delta);
    }
  }

  @Override
  public boolean stops(TrialRecord trial, History history) {
    List<Report> reports = trial.reports();
    int recent = reports.size() - patience - 1;
    if (recent < 1) {
      return false;
    }
    double before = Curves.best(reports.subList(0, recent), history);
    double after = Curves.best(reports.subList(recent, reports.size()), history);
    return before + delta < after && inner.stops(trial, history);
  }

  @Override
  public String describe() {
    return "patient(" + inner.describe() + ",patience=" + patience + ",delta=" + delta + ")";
  }
}
