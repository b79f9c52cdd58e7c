package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// `cma-es`: evolution with a normal distribution whose covariance is learned (Hansen and
/// Ostermeier 2001), from the centre of the cube with a deviation of 1/6. For many trials of real
/// numbers.
///
/// The distribution is computed from the trials by generations of `4 + ⌊3 ln d⌋`, in the order of
/// their numbers. Where it has become too narrow, or all losses of a generation are equal, it
/// starts anew elsewhere with generations twice as large (Auger and Hansen 2005). Discrete
/// parameters in an order keep a margin: the next value stays likely (Hamano, Saito, Nomura and
/// Shirakawa 2022). Words without an order have a vector of probabilities, which moves towards the
/// words of the best; Optuna's `CmaEsSampler` draws them at random, and makes no use of trials in
/// other generations.
public final class CmaEs implements Sampler {
  private static final double FIRST_STEP = 1.0 / 6;
  private static final double EQUAL = 1e-12;
  private static final double UNIFORM_SHARE = 0.05;
  private static final int ATTEMPTS = 100;

  private final Generations<Belief> generations = new Generations<>();

  /// A search that begins in the centre.
  public CmaEs() {}

  /// @param population the size of a generation
  /// @param restarts how often it started anew
  /// @param normal the distribution of the ordered axes
  /// @param shares for each axis without an order the probabilities of its values
  private record Belief(int population, int restarts, CmaState normal, double[][] shares) {}

  @Override
  public Configuration propose(History history, Draws draws) {
    Cube cube = new Cube(history.space());
    int[] axes =
        IntStream.range(0, cube.size())
            .filter(it -> !cube.isUnordered(it) && cube.cells(it).length != 1)
            .toArray();
    Belief belief = generations.fold(history, new Rule(history, cube, axes));
    return history.space().draw(_ -> point(cube, axes, belief, draws));
  }

  private static double[] point(Cube cube, int[] axes, Belief belief, Draws draws) {
    double[] point = new double[cube.size()];
    double[] drawn = belief.normal.draw(draws);
    for (int attempt = 1; attempt < ATTEMPTS && !isInside(drawn); attempt++) {
      drawn = belief.normal.draw(draws);
    }
    for (int i = 0; i < axes.length; i++) {
      point[axes[i]] = Math.clamp(withMargin(cube, axes[i], belief, i, drawn[i]), 0.0, 1.0);
    }
    for (int axis = 0; axis < point.length; axis++) {
      double[] shares = belief.shares[axis];
      if (shares.length > 0) {
        point[axis] = (chosen(shares, draws.uniform()) + 0.5) / shares.length;
      }
    }
    return point;
  }

  private static boolean isInside(double[] point) {
    for (double each : point) {
      if (!(each >= 0 && each <= 1)) {
        return false;
      }
    }
    return true;
  }

  /// The coordinate, farther from the mean if otherwise the next cell were too unlikely.
  private static double withMargin(Cube cube, int axis, Belief belief, int at, double drawn) {
    double[] cells = cube.cells(axis);
    if (cells.length == 0) {
      return drawn;
    }
    double mean = belief.normal.mean()[at];
    double border = Double.MAX_VALUE;
    for (int i = 1; i < cells.length; i++) {
      border = Math.min(border, Math.abs(mean - 0.5 * (cells[i - 1] + cells[i])));
    }
    double dimensions = belief.normal.mean().length;
    double rare = Math.min(0.25, 1 / (belief.population * dimensions));
    double least = border / LogExpectedImprovement.quantile(1 - rare);
    double deviation = belief.normal.deviation(at);
    return deviation >= least ? drawn : mean + (drawn - mean) * least / deviation;
  }

  private static int chosen(double[] shares, double uniform) {
    double left = uniform;
    for (int i = 0; i < shares.length - 1; i++) {
      left -= shares[i];
      if (left < 0) {
        return i;
      }
    }
    return shares.length - 1;
  }

  /// How beliefs follow from generations.
  private record Rule(History history, Cube cube, int[] axes) implements Generations.Rule<Belief> {
    @Override
    public Belief begin() {
      double[] centre = new double[axes.length];
      Arrays.fill(centre, 0.5);
      return belief(CmaConstants.population(Math.max(cube.size(), 1)), 0, centre);
    }

    private Belief belief(int population, int restarts, double[] mean) {
      double[][] shares = new double[cube.size()][];
      for (int axis = 0; axis < shares.length; axis++) {
        int count = cube.isUnordered(axis) ? cube.count(axis) : 0;
        shares[axis] = new double[count];
        Arrays.fill(shares[axis], 1.0 / count);
      }
      return new Belief(population, restarts, CmaState.round(mean, FIRST_STEP), shares);
    }

    @Override
    public int size(Belief belief) {
      return belief.population;
    }

    private record Ranked(double[] point, Standing standing) {}

    @Override
    public Belief after(Belief before, List<TrialRecord> generation) {
      List<Ranked> ranked = new ArrayList<>();
      for (TrialRecord trial : generation) {
        if (trial.state() != TrialState.RUNNING) {
          cube.point(trial.configuration())
              .ifPresent(it -> ranked.add(new Ranked(it, Standing.of(trial, history))));
        }
      }
      if (ranked.size() < 2 || ranked.size() < before.population / 2) {
        return before;
      }
      ranked.sort(Comparator.comparing(Ranked::standing));
      List<double[]> points = ranked.stream().map(Ranked::point).toList();
      CmaState normal = before.normal;
      if (axes.length > 0) {
        normal = normal.after(points.stream().map(this::ordered).toList());
      }
      if (normal.isExhausted() || isFlat(ranked)) {
        double[] elsewhere = Draws.of(before.restarts, 0, "cma-es").uniforms(axes.length);
        return belief(2 * before.population, before.restarts + 1, elsewhere);
      }
      return new Belief(before.population, before.restarts, normal, shares(before.shares, points));
    }

    private double[] ordered(double[] point) {
      return IntStream.of(axes).mapToDouble(it -> point[it]).toArray();
    }

    private static boolean isFlat(List<Ranked> ranked) {
      Standing first = ranked.getFirst().standing;
      Standing last = ranked.getLast().standing;
      return first.tier() == last.tier() && last.value() - first.value() <= EQUAL;
    }

    /// Probabilities, moved towards the weighted words of the better half as if twice as many
    /// trials as there are words had been seen before, and mixed with equal ones.
    private double[][] shares(double[][] before, List<double[]> ranked) {
      CmaConstants constants = CmaConstants.of(Math.max(axes.length, 1), ranked.size());
      double[][] shares = new double[before.length][];
      for (int axis = 0; axis < before.length; axis++) {
        int count = before[axis].length;
        double rate = constants.effective() / (constants.effective() + 2.0 * count);
        double[] seen = new double[count];
        for (int i = 0; i < ranked.size() && count > 0 && constants.weights()[i] > 0; i++) {
          int word = (int) (ranked.get(i)[axis] * count);
          seen[word] += constants.weights()[i];
        }
        shares[axis] = new double[count];
        for (int i = 0; i < count; i++) {
          double moved = (1 - rate) * before[axis][i] + rate * seen[i];
          shares[axis][i] = (1 - UNIFORM_SHARE) * moved + UNIFORM_SHARE / count;
        }
      }
      return shares;
    }
  }

  @Override
  public String describe() {
    return "cma-es";
  }
}
