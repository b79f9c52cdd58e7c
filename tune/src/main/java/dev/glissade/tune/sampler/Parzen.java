package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Two densities over a space: `l` of where the good trials are, `g` of where all others are, each
/// a mixture of one kernel for each trial and a prior.
///
/// A kernel is the product of its marginals. Of trials, the 25 latest of a side weigh 1, earlier
/// ones less, down to `1/n`; the prior weighs 1. What was computed for a history is kept and serves
/// the next one as far as trials are the same objects; it never changes a density.
final class Parzen {
  private static final int LATEST = 25;

  /// Kernels this much below the largest, in logarithms, do not change a sum of 10⁵ of them.
  private static final double HOPELESS = -50;

  private final Space space;
  private final Marginal[] marginals;
  private final List<TrialRecord> known = new ArrayList<>();
  private final List<TpeSplit.Rank> ranks = new ArrayList<>();
  private TpeSplit split = TpeSplit.of(List.of(), 0);
  private double[] weights = new double[0];
  private double belowWeight = 1;
  private double aboveWeight = 1;
  private double[] logs = new double[0];

  /// No trials yet.
  Parzen(Space space) {
    this.space = space;
    marginals = new Marginal[space.size()];
    for (int i = 0; i < marginals.length; i++) {
      marginals[i] = Marginal.of(space.dimensions().get(i).param());
    }
  }

  Space space() {
    return space;
  }

  /// How many trials are known.
  int size() {
    return known.size();
  }

  /// Takes over what is new in a history of the same space, and fits the densities.
  void fit(History history) {
    List<TrialRecord> trials = history.trials();
    for (int i = 0; i < trials.size(); i++) {
      TrialRecord trial = trials.get(i);
      boolean isNew = i >= known.size();
      if (isNew) {
        known.add(trial);
        ranks.add(TpeSplit.rank(history, trial, i));
        place(i, trial, true);
      } else if (known.get(i) != trial) {
        boolean isMoved = known.get(i).configuration() != trial.configuration();
        known.set(i, trial);
        ranks.set(i, TpeSplit.rank(history, trial, i));
        if (isMoved) {
          place(i, trial, false);
        }
      }
    }
    split = TpeSplit.of(ranks, known.size());
    for (Marginal marginal : marginals) {
      marginal.fit(split.isBelow());
    }
    weigh();
    logs = new double[known.size()];
  }

  private void place(int place, TrialRecord trial, boolean isNew) {
    double[] units = space.encode(trial.configuration());
    for (int i = 0; i < marginals.length; i++) {
      marginals[i].set(place, units[i], isNew);
    }
  }

  private void weigh() {
    weights = new double[known.size()];
    int[] size = {known.size() - split.below(), split.below()};
    int[] seen = new int[2];
    double[] sum = {1, 1};
    for (int i = 0; i < weights.length; i++) {
      int side = split.isBelow()[i] ? 1 : 0;
      weights[i] = weight(seen[side]++, size[side]);
      sum[side] += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum[split.isBelow()[i] ? 1 : 0];
    }
    aboveWeight = 1 / sum[0];
    belowWeight = 1 / sum[1];
  }

  /// The weight of the `place`-th oldest of `count` trials.
  static double weight(int place, int count) {
    int old = count - LATEST;
    if (place >= old) {
      return 1;
    }
    return old == 1 ? 1.0 / count : 1.0 / count + place * (1 - 1.0 / count) / (old - 1);
  }

  /// `ln l` and `ln g` at a point; NaN for coordinates that are absent.
  double[] logDensities(double[] point) {
    Arrays.fill(logs, 0);
    double prior = 0;
    for (int i = 0; i < marginals.length; i++) {
      if (!Double.isNaN(point[i])) {
        marginals[i].add(point[i], logs);
        prior += marginals[i].prior(point[i]);
      }
    }
    double most = 0;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double below = belowWeight * Math.exp(-most);
    double above = aboveWeight * Math.exp(-most);
    for (int i = 0; i < logs.length; i++) {
      if (logs[i] > most + HOPELESS) {
        double part = weights[i] * Math.exp(logs[i] - most);
        below += split.isBelow()[i] ? part : 0;
        above += split.isBelow()[i] ? 0 : part;
      }
    }
    return new double[] {Math.log(below) + most + prior, Math.log(above) + most + prior};
  }

  /// A point drawn from `l`, with coordinates for all parameters.
  double[] draw(Draws draws) {
    double left = draws.uniform();
    int kernel = -1;
    for (int i = 0; i < weights.length && kernel < 0; i++) {
      if (split.isBelow()[i]) {
        left -= weights[i];
        kernel = left < 0 ? i : -1;
      }
    }
    double[] point = new double[marginals.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = marginals[i].draw(kernel, draws);
    }
    return point;
  }
}
