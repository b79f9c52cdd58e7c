package dev.glissade.tune.analysis;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;

/// How the trials of a study ended. Each counts once.
///
/// @param completed with a usable value
/// @param stopped early, because others did better
/// @param failed with an error or a value that is not finite
/// @param infeasible complete, but beyond a black-box constraint
/// @param open running or paused
public record Outcomes(int completed, int stopped, int failed, int infeasible, int open) {
  /// Counts the trials.
  public static Outcomes of(History history) {
    int[] counts = new int[5];
    for (TrialRecord trial : history.trials()) {
      counts[place(trial)]++;
    }
    return new Outcomes(counts[0], counts[1], counts[2], counts[3], counts[4]);
  }

  private static int place(TrialRecord trial) {
    if (trial.state() == TrialState.RUNNING || trial.state() == TrialState.PAUSED) {
      return 4;
    }
    if (trial.state() == TrialState.STOPPED) {
      return 1;
    }
    return Scored.isScored(trial) ? 0 : Boundaries.hasFailed(trial) ? 2 : 3;
  }

  /// How many have ended.
  public int ended() {
    return completed + stopped + failed + infeasible;
  }

  /// The share of failed ones among those that have ended; 0 if none has.
  public double failedShare() {
    return ended() == 0 ? 0 : (double) failed / ended();
  }

  /// The share of infeasible ones among those that have ended; 0 if none has.
  public double infeasibleShare() {
    return ended() == 0 ? 0 : (double) infeasible / ended();
  }
}
