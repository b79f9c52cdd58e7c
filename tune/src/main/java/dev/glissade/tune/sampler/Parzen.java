package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Two densities over a space: `l` of where the good trials are, `g` of where all others are, each
/// a mixture of one kernel for each trial and a prior.
///
/// A kernel is the product of its marginals. Of trials, the 25 latest of a side weigh 1, earlier
/// ones less, down to `1/n`; with several goals all good ones weigh 1, and so does the prior. What
/// was computed for a history is kept and serves the next one as far as trials are the same; it
/// never changes a density.
final class Parzen {
  private static final int LATEST = 25;

  /// Kernels so far below the largest, in logarithms, change a sum by less than 10⁻¹².
  private static final double HOPELESS = -40;

  private final Space space;
  private final List<Goal> goals;
  private final int[] axes;
  private final Marginal[] marginals;
  private final Set<Point> tried = new HashSet<>();
  private final List<TrialRecord> known = new ArrayList<>();
  private final List<TpeSplit.Rank> ranks = new ArrayList<>();
  private TpeSplit split = TpeSplit.NONE;
  private Side below = new Side(new int[0], false);
  private Side above = new Side(new int[0], false);

  /// No trials yet.
  Parzen(Space space, List<Goal> goals) {
    this.space = space;
    this.goals = goals;
    axes =
        IntStream.range(0, space.size())
            .filter(i -> space.dimensions().get(i).param().count().orElse(2) > 1)
            .toArray();
    marginals =
        Arrays.stream(axes)
            .mapToObj(i -> Marginal.of(space.dimensions().get(i).param()))
            .toArray(Marginal[]::new);
  }

  /// Whether a history goes on from the one that was taken last.
  boolean canTake(History history) {
    List<TrialRecord> trials = history.trials();
    return history.space().equals(space)
        && history.goals().equals(goals)
        && trials.size() >= known.size()
        && IntStream.range(0, known.size())
            .allMatch(i -> isSame(trials.get(i).configuration(), known.get(i).configuration()));
  }

  private static boolean isSame(Configuration left, Configuration right) {
    return left == right || left.equals(right);
  }

  /// Takes over what is new in a history, which must be one that can be taken.
  void fit(History history) {
    List<TrialRecord> trials = history.trials();
    for (int i = 0; i < trials.size(); i++) {
      TrialRecord trial = trials.get(i);
      if (i >= known.size()) {
        known.add(trial);
        ranks.add(TpeSplit.rank(history, trial, i));
        place(i, trial);
      } else if (known.get(i) != trial) {
        known.set(i, trial);
        ranks.set(i, TpeSplit.rank(history, trial, i));
      }
    }
    boolean[] before = split.isBelow();
    split = TpeSplit.of(history, ranks);
    boolean[] isBelow = split.isBelow();
    int[] moved =
        IntStream.range(0, isBelow.length)
            .filter(i -> i >= before.length || isBelow[i] != before[i])
            .toArray();
    for (Marginal marginal : marginals) {
      marginal.fit(moved, isBelow);
    }
    below = new Side(trials(true), goals.size() > 1);
    above = new Side(trials(false), false);
  }

  private int[] trials(boolean areGood) {
    return IntStream.range(0, known.size()).filter(i -> split.isBelow()[i] == areGood).toArray();
  }

  private void place(int place, TrialRecord trial) {
    double[] units = space.encode(trial.configuration());
    for (int i = 0; i < axes.length; i++) {
      marginals[i].set(place, units[axes[i]]);
    }
    tried.add(new Point(units));
  }

  /// Whether a trial had exactly these coordinates.
  boolean wasTried(double[] point) {
    return tried.contains(new Point(point));
  }

  /// The trials of one density, the sum of their weights and that of the prior.
  private static final class Side {
    private final int[] trials;
    private final double[] weights;
    private final double whole;

    Side(int[] trials, boolean isFlat) {
      this.trials = trials;
      weights = new double[trials.length];
      Arrays.setAll(weights, i -> isFlat ? 1 : weight(i, trials.length));
      whole = 1 + Arrays.stream(weights).sum();
    }
  }

  /// The weight of the `place`-th oldest of `count` trials.
  static double weight(int place, int count) {
    int old = count - LATEST;
    if (place >= old) {
      return 1;
    }
    return old == 1 ? 1.0 / count : 1.0 / count + place * (1 - 1.0 / count) / (old - 1);
  }

  /// `ln l − ln prior` at a point; NaN for coordinates that are absent.
  double logBelow(double[] point) {
    return log(point, below);
  }

  /// `ln g − ln prior` at a point; NaN for coordinates that are absent.
  double logAbove(double[] point) {
    return log(point, above);
  }

  private double log(double[] point, Side side) {
    double[] logs = new double[side.trials.length];
    for (int i = 0; i < axes.length; i++) {
      double at = point[axes[i]];
      if (!Double.isNaN(at)) {
        marginals[i].add(at, side.trials, logs);
      }
    }
    double most = 0;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double sum = Math.exp(-most);
    for (int i = 0; i < logs.length; i++) {
      if (logs[i] > most + HOPELESS) {
        sum += side.weights[i] * Math.exp(logs[i] - most);
      }
    }
    return Math.log(sum / side.whole) + most;
  }

  /// What `logAbove` is at least anywhere: the prior's part of it.
  double leastAbove() {
    return -Math.log(above.whole);
  }

  /// The logarithm of the prior's density at a point; NaN for coordinates that are absent.
  double logPrior(double[] point) {
    double sum = 0;
    for (int i = 0; i < axes.length; i++) {
      double at = point[axes[i]];
      sum += Double.isNaN(at) ? 0 : marginals[i].prior(at);
    }
    return sum;
  }

  /// A point drawn from `l`, with coordinates for all parameters.
  double[] draw(Draws draws) {
    double left = draws.uniform() * below.whole;
    int kernel = -1;
    for (int i = 0; i < below.trials.length && kernel < 0; i++) {
      left -= below.weights[i];
      kernel = left < 0 ? below.trials[i] : -1;
    }
    double[] point = new double[space.size()];
    Arrays.fill(point, 0.5);
    for (int i = 0; i < axes.length; i++) {
      point[axes[i]] = marginals[i].draw(kernel, draws);
    }
    return point;
  }

  /// Coordinates that can be looked up.
  private static final class Point {
    private final double[] units;

    Point(double[] units) {
      this.units = units;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Point point && Arrays.equals(units, point.units);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(units);
    }
  }
}
