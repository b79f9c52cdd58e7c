package dev.glissade.tune.sampler;

import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.List;

/// Which trials are the good ones, as in Optuna: the best tenth of those that ended, at most 25
/// where there is one goal.
///
/// Complete ones come first, by loss, or by fronts where there are several goals (`TpeFronts`).
/// Then come those that were stopped or paused, by how far they came and what they reported last;
/// then those that break a black-box constraint, the least first. Trials under way are never good,
/// so that their neighbours are avoided (the "constant liar"), nor are those that failed (which
/// Optuna leaves out).
///
/// @param isBelow for each trial whether it is a good one
/// @param below how many are
record TpeSplit(boolean[] isBelow, int below) {
  /// Of no trials.
  static final TpeSplit NONE = new TpeSplit(new boolean[0], 0);

  private static final double SHARE = 0.1;
  private static final int MOST = 25;

  /// Where a trial stands: smaller is better.
  ///
  /// @param kind 0 complete, 1 ended early, 2 infeasible, 3 never good
  record Rank(int kind, double first, double second, int trial) implements Comparable<Rank> {
    boolean hasEnded() {
      return kind < 3;
    }

    @Override
    public int compareTo(Rank other) {
      if (kind != other.kind) {
        return kind - other.kind;
      }
      int byFirst = Double.compare(first, other.first);
      int bySecond = byFirst != 0 ? byFirst : Double.compare(second, other.second);
      return bySecond != 0 ? bySecond : trial - other.trial;
    }
  }

  /// The rank of a trial at a place in the history.
  static Rank rank(History history, TrialRecord trial, int place) {
    boolean isUsable = trial.state() != TrialState.RUNNING && trial.state() != TrialState.FAILED;
    if (isUsable && trial.violation() > 0) {
      return new Rank(2, trial.violation(), 0, place);
    }
    return switch (trial.state()) {
      case COMPLETE -> new Rank(0, history.loss(trial.values().getFirst()), 0, place);
      case STOPPED, PAUSED -> early(history, trial, place);
      case RUNNING, FAILED -> new Rank(3, 0, 0, place);
    };
  }

  private static Rank early(History history, TrialRecord trial, int place) {
    if (trial.reports().isEmpty()) {
      return new Rank(1, 1, 0, place);
    }
    Report last = trial.reports().getLast();
    return new Rank(1, -last.step(), history.loss(last.value()), place);
  }

  /// Splits by ranks, which are those of the history's trials in their order.
  static TpeSplit of(History history, List<Rank> ranks) {
    int ended = 0;
    for (Rank rank : ranks) {
      ended += rank.hasEnded() ? 1 : 0;
    }
    boolean hasSeveral = history.goals().size() > 1;
    double most = hasSeveral ? ended : MOST;
    int size = (int) Math.min(Math.ceil(SHARE * ended), most);
    return of(hasSeveral ? TpeFronts.rank(history, ranks, size) : ranks, size);
  }

  private static TpeSplit of(List<Rank> ranks, int size) {
    Rank[] best = new Rank[size + 1];
    int found = 0;
    for (Rank rank : ranks) {
      boolean isCandidate = rank.hasEnded() && (found < size || rank.compareTo(best[size - 1]) < 0);
      if (isCandidate) {
        int place = found;
        while (place > 0 && rank.compareTo(best[place - 1]) < 0) {
          best[place] = best[place - 1];
          place--;
        }
        best[place] = rank;
        found = Math.min(found + 1, size);
      }
    }
    boolean[] isBelow = new boolean[ranks.size()];
    for (int i = 0; i < found; i++) {
      isBelow[best[i].trial()] = true;
    }
    return new TpeSplit(isBelow, found);
  }
}
