package dev.glissade.bench.tuners;

import dev.glissade.tune.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What one search minimises, and how its choice is judged.
///
/// Without noise both are the mean over all seeds of the training. With noise the search sees one
/// seed, may repeat its leaders on others, and its choice is judged on those that are left.
public final class Problem {
  private static final int MOST_REPEATS = 2;

  private final TuningTable table;
  private final double[] searched;
  private final List<double[]> repeats;
  private final double[] truth;
  private final double best;
  private final double median;

  private Problem(TuningTable table, double[] searched, List<double[]> repeats, double[] truth) {
    this.table = table;
    this.searched = searched;
    this.repeats = repeats;
    this.truth = truth;
    double[] sorted = truth.clone();
    Arrays.sort(sorted);
    best = sorted[0];
    median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /// The mean over all seeds of the training.
  static Problem exact(TuningTable table) {
    double[] mean = table.mean(IntStream.range(0, table.seeds()).toArray());
    return new Problem(table, mean, List.of(), mean);
  }

  /// Whether a table has what `noisy` needs: at least three outcomes of each cell.
  static boolean canBeNoisy(TuningTable table) {
    return table.seeds() > MOST_REPEATS && table.isComplete();
  }

  /// One seed of the training for the search, up to two for repeats, at least one to judge by;
  /// which is which is drawn from `seed`.
  static Problem noisy(TuningTable table, long seed) {
    int count = table.seeds();
    int[] seeds = IntStream.range(0, count).toArray();
    Draws draws = Draws.of(seed, 0, "columns");
    for (int i = count - 1; i > 0; i--) {
      int other = draws.below(i + 1);
      int held = seeds[i];
      seeds[i] = seeds[other];
      seeds[other] = held;
    }
    int judges = Math.min(MOST_REPEATS, count - 2) + 1;
    List<double[]> repeats = new ArrayList<>();
    for (int i = 1; i < judges; i++) {
      repeats.add(table.mean(seeds[i]));
    }
    double[] truth = table.mean(Arrays.copyOfRange(seeds, judges, count));
    return new Problem(table, table.mean(seeds[0]), repeats, truth);
  }

  /// Where the losses come from.
  public TuningTable table() {
    return table;
  }

  /// What the search is told of a cell.
  public double loss(int cell) {
    return searched[cell];
  }

  /// How many further seeds of the training there are for repeats.
  int repeats() {
    return repeats.size();
  }

  /// What the search is told of a cell when it repeats it.
  double repeated(int repeat, int cell) {
    return repeats.get(repeat)[cell];
  }

  /// How good a cell is in truth.
  double truth(int cell) {
    return truth[cell];
  }

  /// `|loss − best| / |median − best|` over all cells: 0 for the best, 1 for one that half of the
  /// cells beat.
  double regret(double loss) {
    return (loss - best) / (median - best);
  }

  /// The expected regret of the best of `count` different cells drawn at random, without sampling
  /// error.
  public double randomRegret(int count) {
    double[] sorted = truth.clone();
    Arrays.sort(sorted);
    return regret(expectedBest(sorted, count));
  }

  /// The expected least of `count` of the sorted numbers, each set of them as likely: `Σ v₍ᵣ₎
  /// (S₍ᵣ₋₁₎ − S₍ᵣ₎)`, where `S₍ᵣ₎ = S₍ᵣ₋₁₎ (N − r + 1 − k) / (N − r + 1)` is the chance that none
  /// of the `r` least is among them.
  static double expectedBest(double[] sorted, int count) {
    double expected = 0;
    double chance = 1;
    for (int i = 0; i < sorted.length; i++) {
      int left = sorted.length - i;
      double next = chance * Math.max(left - count, 0) / left;
      expected += sorted[i] * (chance - next);
      chance = next;
    }
    return expected;
  }
}
