package dev.glissade.tune.analysis;

import dev.glissade.tune.sampler.Normal;

/// The density of points on a grid of cells: kernels at the points and, with the weight of one
/// point, a prior over all cells.
///
/// On an ordered grid a kernel is a normal distribution, rounded to cells and cut at the ends. Its
/// width is Scott's (1992), `1.059 min(IQR / 1.34, s) n^(−1/5)`, at least `½ / 1.64` cells, so that
/// 90 % of the narrowest lie in one cell. Without an order a kernel is its cell and, by
/// `1 / (kernels)`, every cell alike. Constants as in Optuna 5.0 (`ScottParzenEstimator`).
final class ParzenGrid {
  private static final double NARROWEST = 0.5 / 1.64;

  private ParzenGrid() {}

  /// The probability of each cell, from the number of points in each, at least one in all.
  static double[] density(int[] counts, boolean isUnordered) {
    int points = 0;
    for (int count : counts) {
      points += count;
    }
    double width = isUnordered ? Double.NaN : Math.max(scott(counts, points), NARROWEST);
    double[] density = new double[counts.length];
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0) {
        double weight = (double) counts[cell] / (points + 1);
        if (isUnordered) {
          addCell(density, weight, cell, occupied(counts));
        } else {
          addNormal(density, weight, cell, width);
        }
      }
    }
    if (isUnordered) {
      for (int cell = 0; cell < density.length; cell++) {
        density[cell] += 1.0 / (points + 1) / density.length;
      }
    } else {
      addNormal(density, 1.0 / (points + 1), (counts.length - 1) / 2.0, counts.length);
    }
    return density;
  }

  private static int occupied(int[] counts) {
    int occupied = 0;
    for (int count : counts) {
      occupied += count > 0 ? 1 : 0;
    }
    return occupied;
  }

  /// A kernel of categories: `1` at its own and `1 / (occupied + 1)` everywhere, normalised.
  private static void addCell(double[] density, double weight, int cell, int occupied) {
    double everywhere = 1.0 / (occupied + 1);
    double sum = 1 + everywhere * density.length;
    for (int i = 0; i < density.length; i++) {
      density[i] += weight * (everywhere + (i == cell ? 1 : 0)) / sum;
    }
  }

  private static void addNormal(double[] density, double weight, double mean, double width) {
    double first = Normal.cdf((-0.5 - mean) / width);
    double mass = Normal.cdf((density.length - 0.5 - mean) / width) - first;
    double before = first;
    for (int i = 0; i < density.length; i++) {
      double after = Normal.cdf((i + 0.5 - mean) / width);
      density[i] += weight * (after - before) / mass;
      before = after;
    }
  }

  private static double scott(int[] counts, int points) {
    double mean = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      mean += (double) cell * counts[cell] / points;
    }
    double squares = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      squares += counts[cell] * (cell - mean) * (cell - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, points - 1));
    int range = reached(counts, points * 3 / 4, true) - reached(counts, points / 4, false);
    return 1.059 * Math.min(range / 1.34, deviation) * Math.pow(points, -0.2);
  }

  /// The first occupied cell at which so many points have come; or more than so many, the last one
  /// if there are never more.
  private static int reached(int[] counts, int target, boolean isMore) {
    int sum = 0;
    int last = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0) {
        sum += counts[cell];
        last = cell;
        if (isMore ? sum > target : sum >= target) {
          return cell;
        }
      }
    }
    return last;
  }
}
