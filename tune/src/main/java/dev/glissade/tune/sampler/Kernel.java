package dev.glissade.tune.sampler;

import java.util.List;

/// The covariance of losses at two points, Matérn's of order 5/2 with a length for each axis,
/// `k(x, x') = scale (1 + √5 r + 5/3 r²) exp(−√5 r)`, `r² = Σ inverseSquares_j (x_j − x'_j)²`,
/// where the difference of unequal words without an order counts as 1; and a variance of noise.
///
/// @param inverseSquares 1 / length², for each axis
/// @param scale the variance far from what is known
/// @param noise the variance of equal trials
record Kernel(double[] inverseSquares, double scale, double noise) {
  private static final double JITTER = 1e-8;

  /// The part of the covariance that depends on the distance.
  static double matern(double squaredDistance) {
    double root = Math.sqrt(5 * squaredDistance);
    return (1 + root + root * root / 3) * Math.exp(-root);
  }

  /// The weighted squared distance of two points.
  double squaredDistance(Cube cube, double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < inverseSquares.length; j++) {
      sum += inverseSquares[j] * cube.squaredDifference(j, left[j], right[j]);
    }
    return sum;
  }

  /// The inverse of the Cholesky factor of the covariance of points with noise.
  double[][] inverseFactor(Cube cube, List<double[]> points) {
    for (double jitter = 0; ; jitter = Math.max(JITTER, 100 * jitter)) {
      double[][] covariance = new double[points.size()][points.size()];
      for (int i = 0; i < covariance.length; i++) {
        for (int k = 0; k < i; k++) {
          covariance[i][k] = scale * matern(squaredDistance(cube, points.get(i), points.get(k)));
        }
        covariance[i][i] = scale + noise + jitter;
      }
      if (Matrices.cholesky(covariance)) {
        return Matrices.inverse(covariance);
      }
    }
  }
}
