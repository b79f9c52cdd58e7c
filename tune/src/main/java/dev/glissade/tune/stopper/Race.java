package dev.glissade.tune.stopper;

import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import java.util.List;

/// Which of several repeated trials can no longer be the best, as far as common seeds tell (racing,
/// Maron and Moore 1994).
final class Race {
  private static final int FEWEST = 3;

  /// Two-sided 95 % quantiles of Student's t with 2, 3, … degrees of freedom.
  private static final double[] STUDENT = {
    4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228
  };

  private Race() {}

  /// Whether another trial is better by more than the 95 % interval of the mean difference, over at
  /// least three seeds that both have.
  static boolean isBeaten(TrialRecord trial, List<TrialRecord> others, History history) {
    return others.stream().anyMatch(it -> isSurelyBelow(differences(trial, it, history)));
  }

  private static double[] differences(TrialRecord trial, TrialRecord other, History history) {
    return trial.repeats().stream()
        .flatMapToDouble(
            it ->
                other.repeats().stream()
                    .filter(paired -> paired.seed() == it.seed())
                    .mapToDouble(paired -> history.loss(it.value()) - history.loss(paired.value())))
        .filter(Double::isFinite)
        .toArray();
  }

  private static boolean isSurelyBelow(double[] differences) {
    int count = differences.length;
    if (count < FEWEST) {
      return false;
    }
    double mean = 0;
    for (double each : differences) {
      mean += each / count;
    }
    double squares = 0;
    for (double each : differences) {
      squares += (each - mean) * (each - mean);
    }
    double student = STUDENT[Math.min(count - FEWEST, STUDENT.length - 1)];
    return mean > student * Math.sqrt(squares / (count - 1) / count);
  }
}
