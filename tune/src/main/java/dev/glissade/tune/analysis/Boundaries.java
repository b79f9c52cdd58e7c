package dev.glissade.tune.analysis;

import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Quantile;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Whether the best trials crowd an end of a parameter's range, and what lies beyond.
///
/// The best are a tenth of the trials, 5 to 25 of them. They crowd an end if at least half are in
/// the outermost tenth, or have the outermost of at most ten values, which were it by chance would
/// happen in less than one of a hundred parameters.
final class Boundaries {
  private static final int FEWEST = 20;
  private static final int LEAST_BEST = 5;
  private static final int MOST_BEST = 25;
  private static final double EDGE = 0.1;
  private static final double CHANCE = 0.01;
  private static final double FAILING = 0.2;
  private static final int FEWEST_FAILED = 3;
  private static final double NEAR = 0.1;

  private final History history;
  private final Scored scored;
  private final int[] best;

  Boundaries(History history) {
    this.history = history;
    this.scored = Scored.of(history);
    int count = Math.clamp((int) Math.ceil(scored.size() / 10.0), LEAST_BEST, MOST_BEST);
    this.best = Arrays.stream(scored.order()).limit(count).toArray();
  }

  /// What there is to say of one parameter.
  Optional<Advice> advice(int dimension) {
    var parameter = history.space().dimensions().get(dimension);
    boolean isFixed = parameter.param().count().orElse(MOST_BEST) < 2;
    if (scored.size() < FEWEST || isFixed || parameter.param().isUnordered()) {
      return Optional.empty();
    }
    double[] units =
        IntStream.of(best)
            .mapToDouble(place -> scored.units()[place][dimension])
            .filter(unit -> !Double.isNaN(unit))
            .sorted()
            .toArray();
    if (units.length < LEAST_BEST) {
      return Optional.empty();
    }
    return unstable(dimension, parameter.name(), units)
        .or(() -> widen(parameter.param(), parameter.name(), units));
  }

  private static Optional<Advice> widen(Param param, String name, double[] units) {
    double edge =
        param.count().orElse(MOST_BEST) <= 1 / EDGE ? 1.0 / param.count().orElseThrow() : EDGE;
    for (boolean isHigh : new boolean[] {true, false}) {
      int atEnd =
          (int) Arrays.stream(units).filter(unit -> isHigh ? unit > 1 - edge : unit < edge).count();
      if (2 * atEnd >= units.length && chance(atEnd, units.length, edge) < CHANCE) {
        return Ranges.wider(param, isHigh)
            .map(wider -> new Advice.Widen(name, atEnd, units.length, isHigh, wider));
      }
    }
    return Optional.empty();
  }

  /// The probability of at least `hits` of `n` where each has probability `p`.
  static double chance(int hits, int n, double p) {
    double term = Math.pow(1 - p, n);
    double fewer = 0;
    for (int i = 0; i < hits; i++) {
      fewer += term;
      term *= (double) (n - i) / (i + 1) * p / (1 - p);
    }
    return 1 - fewer;
  }

  /// Failed trials are many beyond the best, few before, and begin right after them.
  private Optional<Advice> unstable(int dimension, String name, double[] best) {
    double middle = Quantile.of(best, 0.5);
    List<List<Double>> failed = List.of(new ArrayList<>(), new ArrayList<>());
    int[] all = new int[2];
    for (TrialRecord trial : history.trials()) {
      double unit = history.space().encode(trial.configuration())[dimension];
      if (!Double.isNaN(unit) && trial.state() != TrialState.RUNNING) {
        int side = unit > middle ? 1 : 0;
        all[side]++;
        if (hasFailed(trial)) {
          failed.get(side).add(Math.abs(unit - middle));
        }
      }
    }
    for (int side = 1; side >= 0; side--) {
      double[] distances = failed.get(side).stream().mapToDouble(it -> it).sorted().toArray();
      double share = (double) distances.length / Math.max(1, all[side]);
      double other = (double) failed.get(1 - side).size() / Math.max(1, all[1 - side]);
      double reach = Math.abs(Quantile.of(best, side == 1 ? 0.75 : 0.25) - middle);
      if (distances.length >= FEWEST_FAILED
          && share >= FAILING
          && share >= 3 * other
          && Quantile.of(distances, EDGE) - reach <= NEAR) {
        return Optional.of(new Advice.Unstable(name, side == 1, share));
      }
    }
    return Optional.empty();
  }

  /// Whether a trial ended without a number; a value that is not finite is none.
  static boolean hasFailed(TrialRecord trial) {
    return trial.state() == TrialState.FAILED
        || trial.state() == TrialState.COMPLETE
            && !trial.values().stream().allMatch(Double::isFinite);
  }
}
