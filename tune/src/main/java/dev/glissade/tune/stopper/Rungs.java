package dev.glissade.tune.stopper;

import dev.glissade.tune.Decision;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// The steps at which trials pause and are compared, in ascending order, and which trial goes on
/// from one to the next.
///
/// @param steps the last is that to which a full trial goes
/// @param factor one in how many goes on
record Rungs(List<Long> steps, int factor) {
  /// The steps `minimum`, `minimum · factor`, … below `maximum`, and `maximum`.
  static Rungs between(long minimum, long maximum, int factor) {
    return new Rungs(
        LongStream.concat(
                LongStream.iterate(
                    minimum, it -> it < maximum, it -> Math.multiplyExact(it, factor)),
                LongStream.of(maximum))
            .boxed()
            .toList(),
        factor);
  }

  /// Checks what all schedulers with rungs are told.
  static void check(String name, long minimum, long maximum, int factor) {
    if (minimum < 1 || maximum < minimum || factor < 2) {
      throw new IllegalArgumentException(
          name
              + ": expected 1 <= minimum <= maximum and factor of at least 2, but got minimum="
              + minimum
              + ", maximum="
              + maximum
              + ", factor="
              + factor);
    }
  }

  /// Checks what schedulers are told that begin so many trials.
  static void check(String name, int trials, long minimum, long maximum, int factor) {
    check(name, minimum, maximum, factor);
    if (trials < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1 trial, but got " + trials);
    }
  }

  /// Such a scheduler as it is written down.
  static String describe(String name, int trials, long minimum, long maximum, int factor) {
    String rungs = "minimum=" + minimum + ",maximum=" + maximum + ",factor=" + factor;
    return name + "(" + trials + "," + rungs + ")";
  }

  long first() {
    return steps.getFirst();
  }

  long last() {
    return steps.getLast();
  }

  static boolean isAnyRunning(List<TrialRecord> trials) {
    return trials.stream().anyMatch(it -> it.state() == TrialState.RUNNING);
  }

  /// The loss at a rung; infinite for a trial that failed or was ended before.
  static double loss(TrialRecord trial, long step, History history) {
    double loss = Curves.at(trial, step, history);
    if (Double.isNaN(loss) && trial.state() == TrialState.COMPLETE && trial.until() == step) {
      loss = history.loss(trial.values().getFirst());
    }
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }

  private static boolean hasArrived(TrialRecord trial, long step) {
    return trial.until() > step || (trial.until() == step && trial.state() != TrialState.RUNNING);
  }

  /// The best trial that waits at a rung and can go on, if fewer than `count` that arrived there
  /// are better. Of equal ones the earlier is better.
  private Optional<Decision> resume(
      int rung, long count, List<TrialRecord> trials, History history) {
    long step = steps.get(rung);
    Comparator<TrialRecord> order =
        Comparator.<TrialRecord>comparingDouble(it -> loss(it, step, history))
            .thenComparingInt(TrialRecord::number);
    return trials.stream()
        .filter(it -> it.until() == step && canGoOn(it))
        .min(order)
        .filter(
            best ->
                trials.stream()
                        .filter(it -> hasArrived(it, step) && order.compare(it, best) < 0)
                        .limit(count)
                        .count()
                    < count)
        .map(it -> new Decision.Resume(it.number(), steps.get(rung + 1)));
  }

  static boolean canGoOn(TrialRecord trial) {
    return trial.state() == TrialState.PAUSED || trial.state() == TrialState.COMPLETE;
  }

  /// The highest trial among the best `1 / factor` of its rung that did not go on yet (Li et al.
  /// 2020, algorithm 2).
  Optional<Decision> promote(History history) {
    for (int rung = steps.size() - 2; rung >= 0; rung--) {
      long step = steps.get(rung);
      long arrived = history.trials().stream().filter(it -> hasArrived(it, step)).count();
      Optional<Decision> found = resume(rung, arrived / factor, history.trials(), history);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// The best trial of the highest rung that any waits at, unless one came to the last.
  Optional<Decision> promoteTheBest(History history) {
    for (int rung = steps.size() - 1; rung >= 0; rung--) {
      long step = steps.get(rung);
      if (history.trials().stream().anyMatch(it -> hasArrived(it, step) && canGoOn(it))) {
        return rung == steps.size() - 1
            ? Optional.empty()
            : resume(rung, Long.MAX_VALUE, history.trials(), history);
      }
    }
    return Optional.empty();
  }

  /// Rung by rung: `size` trials begin; when all of a rung have come, the best
  /// `⌊size / factor^(k + 1)⌋` go on from rung `k`, at least one (Jamieson and Talwalkar 2016).
  Decision synchronous(List<TrialRecord> trials, int size, History history) {
    if (trials.size() < size) {
      return new Decision.Begin(first());
    }
    long kept = size;
    for (int rung = 0; rung < steps.size() - 1; rung++) {
      long step = steps.get(rung);
      if (trials.stream().anyMatch(it -> it.until() == step && it.state() == TrialState.RUNNING)) {
        return new Decision.Await();
      }
      kept /= factor;
      Optional<Decision> found = resume(rung, Math.max(1, kept), trials, history);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return isAnyRunning(trials) ? new Decision.Await() : new Decision.Finish();
  }
}
