package dev.glissade.tune.sampler;

import java.util.Arrays;
import java.util.List;

/// Finds the kernel under which losses are most likely a posteriori: the logarithm of their density
/// plus that of a prior of its parameters, made large by L-BFGS in the logarithms of these.
///
/// The priors are those of Optuna's `GPSampler`: `−(ρ + 1/ρ) / 10` for each `ρ = 1 / length²`,
/// Gamma(2, 1) of the scale, Gamma(1.1, 30) of the noise. Starting points are fixed, so that the
/// same losses give the same kernel; to be quick the start for all points is the kernel that fits
/// some of them. More than 200 are represented by 200, evenly spread over the trials.
final class KernelFit {
  private static final double LEAST_NOISE = 1e-6;
  private static final double TOLERANCE = 1e-2;
  private static final double FARTHEST = 20;
  private static final int SMALL = 40;
  private static final int MOST = 200;

  private final double[] losses;
  private final double[][] differences;
  private final int axes;

  KernelFit(Cube cube, List<double[]> points, double[] losses) {
    this.losses = losses;
    this.axes = cube.size();
    int n = losses.length;
    this.differences = new double[axes][n * (n - 1) / 2];
    for (int i = 0, pair = 0; i < n; i++) {
      for (int k = 0; k < i; k++, pair++) {
        for (int j = 0; j < axes; j++) {
          differences[j][pair] = cube.squaredDifference(j, points.get(i)[j], points.get(k)[j]);
        }
      }
    }
  }

  /// The kernel for these losses, which should have mean 0 and variance 1.
  static Kernel of(Cube cube, List<double[]> points, double[] losses) {
    double[] logs = new double[cube.size() + 2];
    logs[cube.size() + 1] = Math.log(0.1);
    int most = Math.min(MOST, losses.length);
    for (int size = Math.min(SMALL, most); ; size = 3 * size < most ? 2 * size : most) {
      int[] chosen = spread(size, losses.length);
      var fit =
          new KernelFit(
              cube,
              Arrays.stream(chosen).mapToObj(points::get).toList(),
              Arrays.stream(chosen).mapToDouble(it -> losses[it]).toArray());
      logs = fit.improve(logs, size <= SMALL ? 50 : size < most ? 10 : 5);
      if (size == most) {
        return fit.kernel(logs);
      }
    }
  }

  /// Evenly spread whole numbers below `count`, the last of them among them.
  private static int[] spread(int size, int count) {
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = (int) ((i + 1L) * count / size - 1);
    }
    return chosen;
  }

  private double[] improve(double[] start, int steps) {
    double[] low = new double[start.length];
    double[] high = new double[start.length];
    Arrays.fill(low, -FARTHEST);
    Arrays.fill(high, FARTHEST);
    return new Descent(TOLERANCE, steps).minimise(this::unlikeliness, start, low, high).x();
  }

  private Kernel kernel(double[] logs) {
    double[] inverseSquares = new double[axes];
    for (int j = 0; j < axes; j++) {
      inverseSquares[j] = Math.exp(logs[j]);
    }
    return new Kernel(inverseSquares, Math.exp(logs[axes]), Math.exp(logs[axes + 1]) + LEAST_NOISE);
  }

  /// `−log p(losses | kernel) − log p(kernel)` up to a constant, with its gradient by the
  /// logarithms of the parameters; infinite where the covariance is not positive definite up to
  /// rounding.
  double unlikeliness(double[] logs, double[] gradient) {
    Kernel kernel = kernel(logs);
    Covariance covariance = covariance(kernel);
    int n = losses.length;
    double[][] factor = new double[n][];
    for (int i = 0; i < n; i++) {
      factor[i] = covariance.values[i].clone();
    }
    if (!Matrices.cholesky(factor)) {
      return Double.POSITIVE_INFINITY;
    }
    double value = 0;
    for (int i = 0; i < n; i++) {
      value += Math.log(factor[i][i]);
    }
    double[][] inverse = Matrices.inverse(factor);
    double[] white = Matrices.times(inverse, losses);
    value += 0.5 * Matrices.dot(white, white, n);
    double[] weights = Matrices.transposedTimes(inverse, white);
    // By the covariances: half of C⁻¹ − C⁻¹ y (C⁻¹ y)ᵀ.
    double[][] shares = Matrices.gram(inverse);
    for (int i = 0; i < n; i++) {
      Matrices.add(shares[i], -weights[i], weights, i + 1);
    }
    likelihoodGradient(kernel, covariance, shares, gradient);
    return value + prior(kernel, gradient);
  }

  /// The covariance, and for each pair its derivative by the weighted squared distance.
  private record Covariance(double[][] values, double[] slopes) {}

  private Covariance covariance(Kernel kernel) {
    int n = losses.length;
    double[] distances = new double[n * (n - 1) / 2];
    for (int j = 0; j < axes; j++) {
      Matrices.add(distances, kernel.inverseSquares()[j], differences[j], distances.length);
    }
    double[][] values = new double[n][n];
    double[] slopes = new double[distances.length];
    for (int i = 0, pair = 0; i < n; i++) {
      for (int k = 0; k < i; k++, pair++) {
        double root = Math.sqrt(5 * distances[pair]);
        double decay = kernel.scale() * Math.exp(-root);
        values[i][k] = (1 + root + root * root / 3) * decay;
        slopes[pair] = -5.0 / 6 * (1 + root) * decay;
      }
      values[i][i] = kernel.scale() + kernel.noise();
    }
    return new Covariance(values, slopes);
  }

  private void likelihoodGradient(
      Kernel kernel, Covariance covariance, double[][] shares, double[] gradient) {
    double[] slopes = covariance.slopes;
    double byScale = 0;
    double trace = 0;
    for (int i = 0, pair = 0; i < losses.length; i++) {
      for (int k = 0; k < i; k++, pair++) {
        byScale += shares[i][k] * covariance.values[i][k];
        slopes[pair] *= shares[i][k];
      }
      trace += 0.5 * shares[i][i];
    }
    for (int j = 0; j < axes; j++) {
      gradient[j] =
          kernel.inverseSquares()[j] * Matrices.dot(slopes, differences[j], slopes.length);
    }
    gradient[axes] = byScale + trace * kernel.scale();
    gradient[axes + 1] = trace * (kernel.noise() - LEAST_NOISE);
  }

  private double prior(Kernel kernel, double[] gradient) {
    double value = 0;
    for (int j = 0; j < axes; j++) {
      double each = kernel.inverseSquares()[j];
      value += 0.1 * (each + 1 / each);
      gradient[j] += 0.1 * (each - 1 / each);
    }
    value += kernel.scale() - Math.log(kernel.scale());
    gradient[axes] += kernel.scale() - 1;
    value += 30 * kernel.noise() - 0.1 * Math.log(kernel.noise());
    gradient[axes + 1] += (30 - 0.1 / kernel.noise()) * (kernel.noise() - LEAST_NOISE);
    return value;
  }
}
