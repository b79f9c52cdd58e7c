package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a Gaussian process believes after observations, in several fantasies of what is still under
/// way, and by how much a point would improve on the best.
///
/// A fantasy is one draw from what the trials under way may give, together; the variance is the
/// same in all of them. The logarithm of the expected improvement is that of its mean over
/// fantasies (Snoek, Larochelle and Adams 2012).
final class Posterior {
  private static final int FANTASIES = 16;
  private static final double LEAST_VARIANCE = 1e-12;
  private static final int BLOCK = 128;

  private final Cube cube;
  private final Kernel kernel;
  private final double[][] points;
  private final double[][] inverseFactor;
  private final double[][] weights;
  private final double[] bests;

  private Posterior(
      Cube cube, Kernel kernel, List<double[]> points, double[][] whites, double[] losses) {
    this.cube = cube;
    this.kernel = kernel;
    this.points = points.toArray(double[][]::new);
    this.inverseFactor = kernel.inverseFactor(cube, points);
    this.weights = new double[whites.length][];
    double[] known = Matrices.times(inverseFactor(losses.length), losses);
    for (int f = 0; f < whites.length; f++) {
      System.arraycopy(known, 0, whites[f], 0, known.length);
      weights[f] = Matrices.transposedTimes(inverseFactor, whites[f]);
    }
    this.bests = bests(weights, covariances(points));
  }

  /// The belief after losses at points.
  ///
  /// @param running points under way
  static Posterior of(
      Cube cube, Kernel kernel, Observations observed, double[] losses, Draws draws) {
    List<double[]> all = new ArrayList<>(observed.points());
    all.addAll(observed.running());
    double[][] whites = new double[observed.running().isEmpty() ? 1 : FANTASIES][all.size()];
    for (double[] white : whites) {
      for (int i = losses.length; i < white.length; i++) {
        white[i] = draws.normal();
      }
    }
    return new Posterior(cube, kernel, all, whites, losses);
  }

  private double[][] inverseFactor(int size) {
    double[][] leading = new double[size][];
    System.arraycopy(inverseFactor, 0, leading, 0, size);
    return leading;
  }

  /// The smallest mean at the points themselves, for each fantasy: the best without its noise.
  private static double[] bests(double[][] weights, double[][] covariances) {
    double[] bests = new double[weights.length];
    Arrays.fill(bests, Double.POSITIVE_INFINITY);
    for (double[] row : covariances) {
      for (int f = 0; f < bests.length; f++) {
        bests[f] = Math.min(bests[f], Matrices.dot(row, weights[f], row.length));
      }
    }
    return bests;
  }

  private void covariances(double[] at, double[] result) {
    for (int i = 0; i < points.length; i++) {
      result[i] = kernel.scale() * Kernel.matern(kernel.squaredDistance(cube, at, points[i]));
    }
  }

  /// The mean at a point, over the fantasies.
  double mean(double[] at) {
    double[] covariances = new double[points.length];
    covariances(at, covariances);
    double sum = 0;
    for (double[] each : weights) {
      sum += Matrices.dot(covariances, each, points.length);
    }
    return sum / weights.length;
  }

  /// The variance of the loss without noise at a point.
  double variance(double[] at) {
    double[] covariances = new double[points.length];
    covariances(at, covariances);
    double[] white = Matrices.times(inverseFactor, covariances);
    return variance(Matrices.dot(white, white, white.length));
  }

  private double variance(double explained) {
    return Math.max(kernel.scale() - explained, 0) + LEAST_VARIANCE;
  }

  /// The logarithm of the expected improvement at a point.
  double improvement(double[] at) {
    return improvements(List.of(at))[0];
  }

  /// The same at many points, which is quicker.
  double[] improvements(List<double[]> at) {
    double[] result = new double[at.size()];
    for (int from = 0; from < result.length; from += BLOCK) {
      int size = Math.min(BLOCK, result.length - from);
      block(at.subList(from, from + size), result, from);
    }
    return result;
  }

  private void block(List<double[]> at, double[] result, int from) {
    int size = at.size();
    double[][] covariances = covariances(at);
    double[] explained = new double[size];
    double[] white = new double[size];
    for (int i = 0; i < points.length; i++) {
      Arrays.fill(white, 0);
      combine(white, inverseFactor[i], covariances, i + 1);
      for (int c = 0; c < size; c++) {
        explained[c] += white[c] * white[c];
      }
    }
    double[][] means = new double[weights.length][size];
    for (int f = 0; f < weights.length; f++) {
      combine(means[f], weights[f], covariances, points.length);
    }
    double[] logs = new double[weights.length];
    for (int c = 0; c < size; c++) {
      double deviation = Math.sqrt(variance(explained[c]));
      for (int f = 0; f < logs.length; f++) {
        logs[f] = LogExpectedImprovement.log((bests[f] - means[f][c]) / deviation);
      }
      result[from + c] = Math.log(deviation) + logMean(logs);
    }
  }

  /// The covariances of each observed point, one row each, with all of these.
  private double[][] covariances(List<double[]> at) {
    int size = at.size();
    double[][] result = new double[points.length][size];
    double[] along = new double[size];
    for (int j = 0; j < cube.size(); j++) {
      for (int c = 0; c < size; c++) {
        along[c] = at.get(c)[j];
      }
      double weight = kernel.inverseSquares()[j];
      for (int i = 0; i < points.length; i++) {
        addSquares(result[i], weight, along, points[i][j], cube.isUnordered(j));
      }
    }
    for (double[] row : result) {
      for (int c = 0; c < size; c++) {
        row[c] = kernel.scale() * Kernel.matern(row[c]);
      }
    }
    return result;
  }

  private static void addSquares(
      double[] sums, double weight, double[] along, double here, boolean isUnordered) {
    if (isUnordered) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += along[c] == here ? 0 : weight;
      }
    } else {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += weight * (along[c] - here) * (along[c] - here);
      }
    }
  }

  /// Adds `Σ factors_k rows_k` of the first `count` rows, four of them at once.
  private static void combine(double[] sums, double[] factors, double[][] rows, int count) {
    int k = 0;
    for (; k <= count - 4; k += 4) {
      double[] row0 = rows[k];
      double[] row1 = rows[k + 1];
      double[] row2 = rows[k + 2];
      double[] row3 = rows[k + 3];
      double factor0 = factors[k];
      double factor1 = factors[k + 1];
      double factor2 = factors[k + 2];
      double factor3 = factors[k + 3];
      for (int c = 0; c < sums.length; c++) {
        sums[c] +=
            (factor0 * row0[c] + factor1 * row1[c]) + (factor2 * row2[c] + factor3 * row3[c]);
      }
    }
    for (; k < count; k++) {
      Matrices.add(sums, factors[k], rows[k], sums.length);
    }
  }

  private static double logMean(double[] logs) {
    double largest = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (double each : logs) {
      sum += Math.exp(each - largest);
    }
    return largest + Math.log(sum / logs.length);
  }

  /// The logarithm of the expected improvement with its gradient by the coordinates.
  double improvement(double[] at, double[] gradient) {
    int n = points.length;
    double[] covariances = new double[n];
    double[] slopes = new double[n];
    for (int i = 0; i < n; i++) {
      double root = Math.sqrt(5 * kernel.squaredDistance(cube, at, points[i]));
      double decay = kernel.scale() * Math.exp(-root);
      covariances[i] = (1 + root + root * root / 3) * decay;
      slopes[i] = -5.0 / 6 * (1 + root) * decay;
    }
    double[] white = Matrices.times(inverseFactor, covariances);
    double deviation = Math.sqrt(variance(Matrices.dot(white, white, n)));
    double[] logs = new double[weights.length];
    double[] z = new double[weights.length];
    for (int f = 0; f < logs.length; f++) {
      z[f] = (bests[f] - Matrices.dot(covariances, weights[f], n)) / deviation;
      logs[f] = LogExpectedImprovement.log(z[f]);
    }
    double total = logMean(logs);
    // By the covariances: ∂/∂k = Σ_f share_f slope_f (−weights_f − z_f ∂σ/∂k) / σ + (∂σ/∂k) / σ.
    double byDeviation = 1;
    double[] byCovariance = new double[n];
    for (int f = 0; f < logs.length; f++) {
      double share = Math.exp(logs[f] - total) / logs.length * LogExpectedImprovement.slope(z[f]);
      byDeviation -= share * z[f];
      Matrices.add(byCovariance, -share / deviation, weights[f], n);
    }
    double[] explained = Matrices.transposedTimes(inverseFactor, white);
    Matrices.add(byCovariance, -byDeviation / (deviation * deviation), explained, n);
    for (int j = 0; j < gradient.length; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += byCovariance[i] * slopes[i] * (at[j] - points[i][j]);
      }
      gradient[j] = cube.isUnordered(j) ? 0 : 2 * kernel.inverseSquares()[j] * sum;
    }
    return Math.log(deviation) + total;
  }
}
