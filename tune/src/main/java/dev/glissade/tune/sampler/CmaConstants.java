package dev.glissade.tune.sampler;

/// What CMA-ES takes from the number of dimensions and the size of a generation, with the defaults
/// of Hansen's tutorial (2016) as in the package `cmaes`.
///
/// @param weights of the best, the second best, …; those of the worse half are negative
/// @param effective `μ_eff = 1 / Σ w²` of the positive ones: how many points the mean is made of
/// @param rankOne `c_1`, of the path's outer product
/// @param rankMany `c_μ`, of the points' outer products
/// @param stepRate `c_σ`, of the path of the step size
/// @param damping `d_σ`, of the step size
/// @param pathRate `c_c`, of the path of the covariance
record CmaConstants(
    double[] weights,
    double effective,
    double rankOne,
    double rankMany,
    double stepRate,
    double damping,
    double pathRate) {
  /// `4 + ⌊3 ln d⌋`.
  static int population(int dimensions) {
    return 4 + (int) (3 * Math.log(dimensions));
  }

  /// The constants for `d` dimensions.
  static CmaConstants of(int d, int population) {
    double[] raw = new double[population];
    for (int i = 0; i < population; i++) {
      raw[i] = Math.log((population + 1) / 2.0) - Math.log(i + 1);
    }
    int parents = population / 2;
    double effective = effective(raw, 0, parents);
    double rankOne = 2 / ((d + 1.3) * (d + 1.3) + effective);
    double rankMany =
        Math.min(
            1 - rankOne - 1e-8,
            2 * (effective - 2 + 1 / effective) / ((d + 2.0) * (d + 2) + effective));
    double worse = effective(raw, parents, population);
    double negative =
        Math.min(
            Math.min(1 + rankOne / rankMany, 1 + 2 * worse / (effective + 2)),
            (1 - rankOne - rankMany) / (d * rankMany));
    double stepRate = (effective + 2) / (d + effective + 5);
    return new CmaConstants(
        normalised(raw, Math.max(negative, 0)),
        effective,
        rankOne,
        rankMany,
        stepRate,
        1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (d + 1)) - 1) + stepRate,
        (4 + effective / d) / (d + 4 + 2 * effective / d));
  }

  private static double effective(double[] weights, int from, int to) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    return sum * sum / squares;
  }

  /// Positive weights that sum to 1, negative ones that sum to `−negative`.
  private static double[] normalised(double[] raw, double negative) {
    double above = 0;
    double below = 0;
    for (double each : raw) {
      above += Math.max(each, 0);
      below += Math.max(-each, 0);
    }
    double[] weights = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = raw[i] >= 0 ? raw[i] / above : raw[i] * negative / below;
    }
    return weights;
  }
}
