package dev.glissade.tune.sampler;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import java.util.Comparator;

/// Where an ended trial stands among others by its first goal: complete ones by their loss, then
/// those stopped or paused by their last report, then those that break a black-box constraint by
/// how much, then those without a number.
record Standing(int tier, double value) implements Comparable<Standing> {
  private static final Standing LAST = new Standing(3, 0);

  static Standing of(TrialRecord trial, History history) {
    Standing standing =
        switch (trial.state()) {
          case COMPLETE -> new Standing(0, history.loss(trial.values().getFirst()));
          case STOPPED, PAUSED ->
              trial.reports().isEmpty()
                  ? LAST
                  : new Standing(1, history.loss(trial.reports().getLast().value()));
          case RUNNING, FAILED -> LAST;
        };
    if (Double.isNaN(standing.value)) {
      return LAST;
    }
    boolean isFeasible = standing.tier == LAST.tier || !(trial.violation() > 0);
    return isFeasible ? standing : new Standing(2, trial.violation());
  }

  @Override
  public int compareTo(Standing other) {
    return Comparator.comparingInt(Standing::tier)
        .thenComparingDouble(Standing::value)
        .compare(this, other);
  }
}
