package dev.glissade.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which checkpoints of a study something can still go on from.
///
/// Decisions to come know at least what the last one knew, so a checkpoint may be needed that its
/// trial has left behind, as long as they do not know of a later one.
final class Retention {
  private final StudyState state;
  private final Scheduler scheduler;
  private final Horizon horizon;
  private final Map<Long, Checkpoint> starts = new HashMap<>();
  private long next;

  Retention(StudyState state, Scheduler scheduler) {
    this.state = state;
    this.scheduler = scheduler;
    this.horizon = new Horizon(state);
  }

  private void advance() {
    for (; next < state.size(); next++) {
      horizon.advance(next);
      if (state.slot(next) instanceof Work work) {
        horizon.see(work.assigned().seen());
        horizon.start(work).ifPresent(it -> starts.put(work.number(), it));
      }
    }
    horizon.advance(next);
    starts.keySet().removeIf(it -> state.work(it).isEnded());
  }

  /// The trials whose checkpoints may go: no scheduler lets them go on, nobody asked for it, and so
  /// many are better. They can begin anew.
  List<Integer> idle(int best) {
    advance();
    History history = horizon.history();
    List<TrialRecord> settled =
        history.trials().stream()
            .filter(it -> isSettled(it) && state.trial(it.number()).checkpoint().isPresent())
            .sorted(
                Comparator.<TrialRecord>comparingDouble(it -> loss(it, history))
                    .thenComparingInt(TrialRecord::number))
            .toList();
    return settled.stream()
        .skip(best)
        .map(TrialRecord::number)
        .filter(it -> !state.trial(it).isCopy() && !state.trial(it).isUnderWay())
        .filter(it -> !state.isAskedFor(it))
        .toList();
  }

  private boolean isSettled(TrialRecord trial) {
    return switch (trial.state()) {
      case RUNNING, PAUSED -> false;
      case COMPLETE -> scheduler.isFull(trial.until());
      case STOPPED, FAILED -> true;
    };
  }

  private static double loss(TrialRecord trial, History history) {
    return switch (trial.state()) {
      case COMPLETE -> history.loss(trial.values().getFirst());
      case STOPPED ->
          trial.reports().isEmpty()
              ? Double.POSITIVE_INFINITY
              : history.loss(trial.reports().getLast().value());
      case RUNNING, PAUSED, FAILED -> Double.POSITIVE_INFINITY;
    };
  }

  /// The hashes of all checkpoints that are needed.
  Set<String> needed() {
    advance();
    List<Checkpoint> all = new ArrayList<>(starts.values());
    for (int i = 0; i < state.trials(); i++) {
      TrialLog trial = state.trial(i);
      if (trial.checkpoint().isPresent()) {
        all.add(trial.checkpoint().get());
        horizon.checkpoint(i).ifPresent(all::add);
      }
    }
    for (long i = 0; i < state.size(); i++) {
      if (state.slot(i) instanceof Work work && isToBeKnown(work)) {
        work.checkpoint().ifPresent(all::add);
      }
    }
    Set<String> hashes = new HashSet<>();
    all.forEach(it -> hashes.add(it.hash()));
    return hashes;
  }

  /// Whether decisions to come may learn of its checkpoint, or another attempt at it begins there.
  private boolean isToBeKnown(Work work) {
    return !work.isEnded() || (!work.isRepeat() && !horizon.isKnown(work));
  }
}
