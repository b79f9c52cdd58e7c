package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import java.util.List;

/// The normal distribution that CMA-ES draws from, and the two paths that it remembers: a value
/// that each generation replaces (Hansen and Ostermeier 2001; with negative weights, Jastrebski and
/// Arnold 2006).
///
/// Points that were not drawn from it, as those that people ask for or that were on their way
/// during the last update, are pulled in to a likely distance first (Hansen 2011).
record CmaState(
    double[] mean,
    double step,
    double[][] covariance,
    double[] stepPath,
    double[] path,
    int generation,
    Matrices.Eigen eigen) {
  private static final double MOST_STEP = 1e3;
  private static final double LEAST_WIDTH = 1e-10;
  private static final double MOST_CONDITION = 1e14;

  /// The same spread in all directions around a mean.
  static CmaState round(double[] mean, double step) {
    int d = mean.length;
    double[][] identity = new double[d][d];
    for (int i = 0; i < d; i++) {
      identity[i][i] = 1;
    }
    return new CmaState(
        mean, step, identity, new double[d], new double[d], 0, Matrices.eigen(identity));
  }

  /// A point drawn from the distribution.
  double[] draw(Draws draws) {
    double[] point = mean.clone();
    for (int k = 0; k < mean.length; k++) {
      double length = step * Math.sqrt(Math.max(eigen.values()[k], 0)) * draws.normal();
      for (int i = 0; i < mean.length; i++) {
        point[i] += eigen.vectors()[i][k] * length;
      }
    }
    return point;
  }

  /// The standard deviation along an axis.
  double deviation(int axis) {
    return step * Math.sqrt(covariance[axis][axis]);
  }

  /// Whether the distribution is too narrow or too long to go on with.
  boolean isExhausted() {
    double largest = 0;
    double smallest = Double.MAX_VALUE;
    for (double each : eigen.values()) {
      largest = Math.max(largest, each);
      smallest = Math.min(smallest, each);
    }
    return step * Math.sqrt(largest) < LEAST_WIDTH || largest > MOST_CONDITION * smallest;
  }

  /// The distribution after a generation.
  ///
  /// @param ranked its points, the best first; at least two
  CmaState after(List<double[]> ranked) {
    int d = mean.length;
    CmaConstants constants = CmaConstants.of(d, ranked.size());
    double[][] y = ranked.stream().map(this::pulled).toArray(double[][]::new);
    double[] shift = new double[d];
    for (int i = 0; i < y.length && constants.weights()[i] > 0; i++) {
      Matrices.add(shift, constants.weights()[i], y[i], d);
    }
    double[] moved = mean.clone();
    Matrices.add(moved, step, shift, d);
    double[] newStepPath = decayed(stepPath, constants.stepRate());
    Matrices.add(newStepPath, gain(constants.stepRate(), constants), whitened(shift), d);
    double length = Math.sqrt(Matrices.dot(newStepPath, newStepPath, d));
    double expected = Math.sqrt(d) * (1 - 1.0 / (4 * d) + 1.0 / (21.0 * d * d));
    double settled = Math.sqrt(1 - Math.pow(1 - constants.stepRate(), 2.0 * (generation + 1)));
    boolean isSlow = length / settled < (1.4 + 2.0 / (d + 1)) * expected;
    double[] newPath = decayed(path, constants.pathRate());
    Matrices.add(newPath, isSlow ? gain(constants.pathRate(), constants) : 0, shift, d);
    double[][] learned = learned(constants, y, newPath, isSlow);
    double change = constants.stepRate() / constants.damping() * (length / expected - 1);
    double newStep = Math.min(step * Math.exp(change), MOST_STEP);
    return new CmaState(
        moved, newStep, learned, newStepPath, newPath, generation + 1, Matrices.eigen(learned));
  }

  private static double[] decayed(double[] path, double rate) {
    double[] decayed = new double[path.length];
    Matrices.add(decayed, 1 - rate, path, path.length);
    return decayed;
  }

  private static double gain(double rate, CmaConstants constants) {
    return Math.sqrt(rate * (2 - rate) * constants.effective());
  }

  /// `(x − mean) / step`, shortened to `√d + 2 d / (d + 2)` in the metric of the covariance.
  private double[] pulled(double[] point) {
    int d = mean.length;
    double[] y = new double[d];
    for (int i = 0; i < d; i++) {
      y[i] = (point[i] - mean[i]) / step;
    }
    double[] white = whitened(y);
    double length = Math.sqrt(Matrices.dot(white, white, d));
    double longest = Math.sqrt(d) + 2.0 * d / (d + 2);
    if (length > longest) {
      for (int i = 0; i < d; i++) {
        y[i] *= longest / length;
      }
    }
    return y;
  }

  /// `C^(−1/2) y`.
  private double[] whitened(double[] y) {
    int d = mean.length;
    double[] white = new double[d];
    for (int k = 0; k < d; k++) {
      double along = 0;
      for (int i = 0; i < d; i++) {
        along += eigen.vectors()[i][k] * y[i];
      }
      along /= Math.sqrt(eigen.values()[k]);
      for (int i = 0; i < d; i++) {
        white[i] += eigen.vectors()[i][k] * along;
      }
    }
    return white;
  }

  private double[][] learned(
      CmaConstants constants, double[][] y, double[] newPath, boolean isSlow) {
    int d = mean.length;
    double sum = 0;
    double[][] learned = new double[d][d];
    for (int k = 0; k < y.length; k++) {
      double weight = constants.weights()[k];
      sum += weight;
      double[] white = whitened(y[k]);
      double scale = weight >= 0 ? 1 : d / (Matrices.dot(white, white, d) + 1e-8);
      addOuter(learned, constants.rankMany() * weight * scale, y[k]);
    }
    addOuter(learned, constants.rankOne(), newPath);
    double lost = isSlow ? 0 : constants.pathRate() * (2 - constants.pathRate());
    double kept = 1 - constants.rankOne() * (1 - lost) - constants.rankMany() * sum;
    for (int i = 0; i < d; i++) {
      Matrices.add(learned[i], kept, covariance[i], d);
    }
    return learned;
  }

  private static void addOuter(double[][] matrix, double scale, double[] x) {
    for (int i = 0; i < x.length; i++) {
      Matrices.add(matrix[i], scale * x[i], x, x.length);
    }
  }
}
