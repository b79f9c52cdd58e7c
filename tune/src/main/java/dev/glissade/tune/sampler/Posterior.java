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
    this.bests = new double[whites.length];
    double[] known = Matrices.times(inverseFactor(losses.length), losses);
    for (int f = 0; f < whites.length; f++) {
      System.arraycopy(known, 0, whites[f], 0, known.length);
      weights[f] = Matrices.transposedTimes(inverseFactor, whites[f]);
      bests[f] = best(weights[f]);
    }
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

  /// The smallest mean at the points themselves: the best without its noise.
  private double best(double[] weights) {
    double best = Double.POSITIVE_INFINITY;
    double[] covariances = new double[points.length];
    for (double[] point : points) {
      covariances(point, covariances);
      best = Math.min(best, Matrices.dot(covariances, weights, points.length));
    }
    return best;
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
    double[][] covariances = new double[points.length][size];
    double[] explained = new double[size];
    double[] white = new double[size];
    for (int i = 0; i < points.length; i++) {
      for (int c = 0; c < size; c++) {
        covariances[i][c] =
            kernel.scale() * Kernel.matern(kernel.squaredDistance(cube, at.get(c), points[i]));
      }
      Arrays.fill(white, 0);
      for (int k = 0; k <= i; k++) {
        Matrices.add(white, inverseFactor[i][k], covariances[k], size);
      }
      for (int c = 0; c < size; c++) {
        explained[c] += white[c] * white[c];
      }
    }
    double[][] means = new double[weights.length][size];
    for (int f = 0; f < weights.length; f++) {
      for (int i = 0; i < points.length; i++) {
        Matrices.add(means[f], weights[f][i], covariances[i], size);
      }
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
      double squared = kernel.squaredDistance(cube, at, points[i]);
      covariances[i] = kernel.scale() * Kernel.matern(squared);
      slopes[i] = kernel.scale() * Kernel.maternSlope(squared);
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
