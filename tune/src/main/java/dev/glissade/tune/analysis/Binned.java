package dev.glissade.tune.analysis;

import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import dev.glissade.tune.Quantile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Trials on a grid: each coordinate in one of at most 64 bins of equal width.
///
/// Categories are bins in the order of their mean loss, so that a split in two of them is a split
/// of this order. An absent parameter gets a bin by lot, so that it tells nothing of its parent.
/// Losses beyond Tukey's fence (1.5 interquartile ranges above the third quartile) are moved to it:
/// a few trials that nearly diverged must not speak for all.
///
/// @param bins by parameter and trial
/// @param sizes how many bins a parameter has
/// @param orders which part of the scale, or which category, a bin of a parameter is
/// @param losses by trial
record Binned(int[][] bins, int[] sizes, int[][] orders, double[] losses) {
  private static final int MOST = 64;
  private static final double FENCE = 1.5;

  static Binned of(Scored scored, long seed) {
    int dimensions = scored.space().size();
    double[] losses = fenced(scored.losses());
    int[][] bins = new int[dimensions][];
    int[] sizes = new int[dimensions];
    int[][] orders = new int[dimensions][];
    for (int i = 0; i < dimensions; i++) {
      Param param = scored.space().dimensions().get(i).param();
      sizes[i] = Math.min(param.count().orElse(MOST), MOST);
      Draws lots = Draws.of(seed, i, "absent");
      double[] column = scored.column(i);
      bins[i] = new int[column.length];
      for (int trial = 0; trial < column.length; trial++) {
        double unit = Double.isNaN(column[trial]) ? lots.uniform() : column[trial];
        bins[i][trial] = Math.min((int) (unit * sizes[i]), sizes[i] - 1);
      }
      orders[i] =
          param.isUnordered()
              ? byLoss(bins[i], sizes[i], losses)
              : IntStream.range(0, sizes[i]).toArray();
      bins[i] = reordered(bins[i], orders[i]);
    }
    return new Binned(bins, sizes, orders, losses);
  }

  private static double[] fenced(double[] losses) {
    if (losses.length == 0) {
      return losses;
    }
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double third = Quantile.of(sorted, 0.75);
    double fence = third + FENCE * (third - Quantile.of(sorted, 0.25));
    return Arrays.stream(losses).map(each -> Math.min(each, fence)).toArray();
  }

  private static int[] byLoss(int[] bins, int size, double[] losses) {
    double[] sums = new double[size];
    int[] counts = new int[size];
    for (int trial = 0; trial < bins.length; trial++) {
      sums[bins[trial]] += losses[trial];
      counts[bins[trial]]++;
    }
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> sums[i] / Math.max(1, counts[i])))
        .mapToInt(i -> i)
        .toArray();
  }

  private static int[] reordered(int[] bins, int[] order) {
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    return Arrays.stream(bins).map(bin -> place[bin]).toArray();
  }
}
