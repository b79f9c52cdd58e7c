package dev.glissade.tune.analysis;

import dev.glissade.tune.Condition;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialRecord.Repeat;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A study of eight hyper-parameters as it might be of a real network: the learning rate decides
/// and diverges where it is large, more units are better up to the end of the range, weight decay
/// does nothing, β₂ belongs to Adam. Trials that are far behind are stopped; the leaders are
/// repeated.
public final class SyntheticStudy {
  /// What varies.
  public static final Space SPACE =
      Space.EMPTY
          .with("learning-rate", new Param.Log(1e-5, 1))
          .with("optimizer", new Param.Choice(List.of("sgd", "rmsprop", "adam")))
          .with("beta1", new Param.LogOneMinus(0.5, 0.99))
          .with(
              "beta2",
              new Param.LogOneMinus(0.9, 0.9999),
              new Condition("optimizer", Set.of(Value.of("adam"))))
          .with("hidden", new Param.PowerOfTwo(16, 256))
          .with("batch-size", new Param.PowerOfTwo(16, 512))
          .with("dropout", new Param.Uniform(0, 0.6))
          .with("weight-decay", new Param.Log(1e-7, 1e-2));

  private static final int EPOCHS = 24;
  private static final int DIVERGED = -1;
  private static final double NOISE = 0.004;
  private static final int REPEATED = 6;

  private SyntheticStudy() {}

  /// So many trials: half by lot, half near the best so far, the leaders repeated with four seeds.
  public static History of(int trials, long seed) {
    List<TrialRecord> made = new ArrayList<>();
    for (int number = 0; number < trials; number++) {
      Draws draws = Draws.of(seed, number, "synthetic");
      made.add(trial(number, propose(made, number >= trials / 2, draws), made, draws));
    }
    List<Integer> leaders =
        made.stream()
            .filter(each -> each.state() == TrialState.COMPLETE)
            .sorted((a, b) -> Double.compare(value(b), value(a)))
            .limit(REPEATED)
            .map(TrialRecord::number)
            .toList();
    leaders.forEach(each -> made.set(each, repeated(made.get(each), seed)));
    return new History(List.of(Histories.ACCURACY), SPACE, List.copyOf(made));
  }

  private static double value(TrialRecord trial) {
    return trial.values().getFirst();
  }

  private static Configuration propose(List<TrialRecord> made, boolean isNear, Draws draws) {
    double[] units = new double[SPACE.size()];
    TrialRecord best =
        made.stream()
            .filter(each -> each.state() == TrialState.COMPLETE)
            .max((a, b) -> Double.compare(value(a), value(b)))
            .orElse(null);
    double[] centre = best == null ? units : SPACE.encode(best.configuration());
    for (int i = 0; i < units.length; i++) {
      boolean isMoved = !isNear || best == null || Double.isNaN(centre[i]) || draws.uniform() < 0.2;
      units[i] = isMoved ? draws.uniform() : centre[i] + 0.12 * draws.normal();
    }
    return SPACE.decode(units);
  }

  /// The accuracy without noise at the end of a long training; negative where training diverges.
  static double truth(Configuration it) {
    double rate = Math.log10(it.real("learning-rate"));
    double momentum = it.real("beta1");
    boolean isAdam = it.word("optimizer").equals("adam");
    double good = isAdam ? -2.6 : -1.6;
    if (rate - Math.log10(1 - momentum) > (isAdam ? 0 : 0.6)) {
      return DIVERGED;
    }
    double loss = 0.03 + 0.035 * Math.pow(rate - good, 2);
    loss +=
        switch (it.word("optimizer")) {
          case "sgd" -> 0.02;
          case "rmsprop" -> 0.008;
          default -> 0.0;
        };
    loss += 0.012 * (8 - Math.log(it.whole("hidden")) / Math.log(2));
    loss += 0.004 * Math.abs(Math.log(it.whole("batch-size") / 64.0) / Math.log(2));
    loss += 0.15 * Math.pow(it.real("dropout") - 0.2, 2);
    loss += 0.01 * Math.pow(Math.log10(1 - momentum) + 1, 2);
    return 0.995 - Math.min(0.85, loss);
  }

  private static TrialRecord trial(
      int number, Configuration it, List<TrialRecord> made, Draws draws) {
    double truth = truth(it);
    List<Report> reports = new ArrayList<>();
    if (truth < 0) {
      return new TrialRecord(
          number, it, TrialState.FAILED, EPOCHS, List.of(), 0, reports, List.of());
    }
    double speed = 0.15 + 0.1 * draws.uniform();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double reached = truth - (truth - 0.1) * Math.exp(-speed * epoch);
      double value = reached + NOISE * draws.normal();
      reports.add(new Report(epoch, value));
      if (epoch == 8 && value < median(made, epoch)) {
        return new TrialRecord(
            number, it, TrialState.STOPPED, EPOCHS, List.of(), 0, reports, List.of());
      }
    }
    return new TrialRecord(
        number,
        it,
        TrialState.COMPLETE,
        EPOCHS,
        List.of(reports.getLast().value()),
        0,
        reports,
        List.of());
  }

  private static double median(List<TrialRecord> made, int epoch) {
    double[] values =
        made.stream()
            .filter(each -> each.reports().size() >= epoch)
            .mapToDouble(each -> each.reports().get(epoch - 1).value())
            .sorted()
            .toArray();
    return values.length < 10 ? Double.NEGATIVE_INFINITY : values[values.length / 3];
  }

  private static TrialRecord repeated(TrialRecord trial, long seed) {
    List<Repeat> repeats = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      double common = 0.002 * Draws.of(seed, i, "common").normal();
      double own = NOISE * Draws.of(seed, 100L * trial.number() + i, "own").normal();
      repeats.add(new Repeat(i, truth(trial.configuration()) - 0.004 + common + own));
    }
    return new TrialRecord(
        trial.number(),
        trial.configuration(),
        trial.state(),
        trial.until(),
        trial.values(),
        0,
        trial.reports(),
        repeats);
  }
}
