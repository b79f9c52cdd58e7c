package dev.glissade.tune.analysis;

import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How much of the variation of the loss each parameter explains, alone and together with another:
/// functional analysis of variance of a forest of 64 trees (Hutter, Hoos and Leyton-Brown 2014).
///
/// A tree gives the loss everywhere in the space, the mean over all but one parameter is this one's
/// curve, and `V_i / V` the variance of the curve as a share of that of the tree; for a pair the
/// variance of the surface without those of its two curves. Each tree is grown on its own bootstrap
/// sample of the trials, so the spread of the shares over the trees is their uncertainty.
///
/// Everything is measured in the parameters' own scales. (Optuna's evaluator integrates over the
/// raw values, where nine tenths of a learning rate's range are its last power of ten.) What else
/// differs from Optuna is told at `Binned` and `RegressionTree`; shares do not sum to one, as the
/// rest is due to three and more parameters or to noise. The result depends on trials and seed
// only.
public final class Fanova {
  /// The probability that the intervals of the shares state.
  public static final double LEVEL = 0.9;

  private static final int TREES = 64;
  private static final int FEWEST = 10;

  private final List<String> names;
  private final int[] sizes;
  private final int[][] orders;
  private final double[][] shares;
  private final double[][] surfaces;

  /// The share of one parameter, or of two beyond what they do alone.
  ///
  /// @param parameters one or two names
  /// @param share mean over the trees
  /// @param interval of the middle 90 % of the trees
  public record Effect(List<String> parameters, double share, Interval interval) {}

  private Fanova(List<String> names, Binned trials) {
    int effects = names.size() + names.size() * (names.size() - 1) / 2;
    this.names = names;
    this.sizes = trials.sizes();
    this.orders = trials.orders();
    this.shares = new double[effects][TREES];
    this.surfaces = new double[effects][0];
  }

  /// Grows the forest. Fewer than ten complete trials say nothing: all shares are 0.
  public static Fanova of(History history, long seed) {
    Scored scored = Scored.of(history);
    Binned trials = Binned.of(scored, seed);
    List<String> names = history.space().dimensions().stream().map(each -> each.name()).toList();
    Fanova fanova = new Fanova(names, trials);
    for (int tree = 0; tree < TREES && scored.size() >= FEWEST; tree++) {
      fanova.add(RegressionTree.grow(trials, Draws.of(seed, tree, "fanova")), tree);
    }
    return fanova;
  }

  private void add(RegressionTree tree, int number) {
    Marginals marginals = new Marginals(tree, sizes);
    double mean = marginals.mean();
    double all = marginals.variance(mean);
    if (!(all > 0)) {
      return;
    }
    double[] alone = new double[names.size()];
    for (int i = 0; i < alone.length; i++) {
      alone[i] = variance(marginals.of(i), mean, sizes[i]);
      shares[i][number] = alone[i] / all;
    }
    for (int i = 0; i < alone.length; i++) {
      for (int j = i + 1; j < alone.length; j++) {
        double[] surface = marginals.of(i, j);
        double both = variance(surface, sizes[i], sizes[j], mean);
        int place = place(i, j);
        shares[place][number] = Math.max(0, both - alone[i] - alone[j]) / all;
        surfaces[place] = sum(surfaces[place], surface);
      }
    }
  }

  private int place(int i, int j) {
    return names.size() + i * names.size() - i * (i + 1) / 2 + (j - i - 1);
  }

  private static double[] sum(double[] sums, double[] more) {
    double[] result = more.clone();
    for (int i = 0; i < sums.length; i++) {
      result[i] += sums[i];
    }
    return result;
  }

  private static double variance(double[] curve, double mean, int size) {
    double sum = 0;
    for (double each : curve) {
      sum += (each - mean) * (each - mean);
    }
    return sum / size;
  }

  private static double variance(double[] surface, int rows, int columns, double mean) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double off = surface[i * (columns + 1) + j] - mean;
        sum += off * off;
      }
    }
    return sum / rows / columns;
  }

  /// Each parameter alone, the most important first.
  public List<Effect> alone() {
    return IntStream.range(0, names.size())
        .mapToObj(i -> effect(i, List.of(names.get(i))))
        .sorted(Comparator.comparingDouble(Effect::share).reversed())
        .toList();
  }

  /// Each pair, the most important first.
  public List<Effect> pairs() {
    List<Effect> pairs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        pairs.add(effect(place(i, j), List.of(names.get(i), names.get(j))));
      }
    }
    pairs.sort(Comparator.comparingDouble(Effect::share).reversed());
    return List.copyOf(pairs);
  }

  /// The mean loss by two parameters, the others being uniform: rows are parts of the scale of the
  /// first, columns of the second, or their values. Empty if too few trials are known.
  ///
  /// @throws IllegalArgumentException if the space has no two such parameters
  public double[][] surface(String first, String second) {
    int i = names.indexOf(first);
    int j = names.indexOf(second);
    if (i < 0 || j < 0 || i == j) {
      throw new IllegalArgumentException(
          "surface: expected two of " + names + ", but got " + first + " and " + second);
    }
    boolean isTurned = i > j;
    double[] sums = surfaces[place(Math.min(i, j), Math.max(i, j))];
    double[][] surface = new double[sums.length == 0 ? 0 : sizes[i]][sizes[j]];
    for (int row = 0; row < surface.length; row++) {
      for (int column = 0; column < sizes[j]; column++) {
        int at = isTurned ? column * (sizes[i] + 1) + row : row * (sizes[j] + 1) + column;
        surface[orders[i][row]][orders[j][column]] = sums[at] / TREES;
      }
    }
    return surface;
  }

  private Effect effect(int place, List<String> parameters) {
    double mean = Arrays.stream(shares[place]).average().orElse(0);
    return new Effect(parameters, mean, Interval.middle(shares[place], LEVEL));
  }
}
