package dev.glissade.tune.analysis;

import java.util.Arrays;

/// Scores of several configurations under common seeds, taken apart: `x_is = m_i + b_s + e_is`, a
/// mean for each configuration, an effect of each seed (summing to 0), and noise. Least squares;
/// some scores may be missing.
///
/// Comparing `m` is comparing in pairs: what a seed does to all cancels.
///
/// @param means of the configurations, as if each had had all seeds
/// @param counts how many scores each configuration has
/// @param noise standard deviation of `e`; NaN if there are too few scores
/// @param freedom degrees of freedom of `noise`; 0 if there are too few scores
/// @param spread standard deviation of `b + e`, of one training under a seed of its own; NaN if
///     there are too few scores
/// @param spreadFreedom degrees of freedom of `spread`, by Satterthwaite (1946)
record SeedEffects(
    double[] means, int[] counts, double noise, int freedom, double spread, int spreadFreedom) {
  private static final int SWEEPS = 200;

  /// @param scores by configuration and seed, NaN for what is missing; each configuration has one
  static SeedEffects fit(double[][] scores) {
    int seeds = scores.length == 0 ? 0 : scores[0].length;
    int[] counts =
        Arrays.stream(scores)
            .mapToInt(row -> (int) Arrays.stream(row).filter(x -> !Double.isNaN(x)).count())
            .toArray();
    int all = Arrays.stream(counts).sum();
    int rows = scores.length;
    boolean isPaired = all - rows - seeds + 1 > 0 && rows > 1;
    double[] means = new double[rows];
    double[] effects = new double[seeds];
    for (int sweep = 0; sweep < (isPaired ? SWEEPS : 1); sweep++) {
      means = means(scores, effects);
      if (isPaired) {
        effects = effects(scores, means);
      }
    }
    double squares = squares(scores, means, effects);
    int freedom = isPaired ? all - rows - seeds + 1 : Math.max(0, all - rows);
    double variance = freedom > 0 ? squares / freedom : Double.NaN;
    if (!isPaired) {
      double deviation = Math.sqrt(variance);
      return new SeedEffects(means, counts, deviation, freedom, deviation, freedom);
    }
    double each = (double) all / seeds;
    double between = each * Arrays.stream(effects).map(b -> b * b).sum() / (seeds - 1);
    double spread = (between + (each - 1) * variance) / each;
    double uncertainty =
        Math.pow(between / each, 2) / (seeds - 1)
            + Math.pow((each - 1) * variance / each, 2) / freedom;
    int spreadFreedom = spread > 0 ? (int) Math.max(1, spread * spread / uncertainty) : freedom;
    return new SeedEffects(
        means, counts, Math.sqrt(variance), freedom, Math.sqrt(spread), spreadFreedom);
  }

  private static double[] means(double[][] scores, double[] effects) {
    double[] means = new double[scores.length];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      int count = 0;
      for (int s = 0; s < effects.length; s++) {
        if (!Double.isNaN(scores[i][s])) {
          sum += scores[i][s] - effects[s];
          count++;
        }
      }
      means[i] = sum / count;
    }
    return means;
  }

  private static double[] effects(double[][] scores, double[] means) {
    double[] effects = new double[scores[0].length];
    for (int s = 0; s < effects.length; s++) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < means.length; i++) {
        if (!Double.isNaN(scores[i][s])) {
          sum += scores[i][s] - means[i];
          count++;
        }
      }
      effects[s] = sum / Math.max(1, count);
    }
    double centre = Arrays.stream(effects).average().orElse(0);
    return Arrays.stream(effects).map(each -> each - centre).toArray();
  }

  private static double squares(double[][] scores, double[] means, double[] effects) {
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      for (int s = 0; s < effects.length; s++) {
        double off = scores[i][s] - means[i] - effects[s];
        sum += Double.isNaN(off) ? 0 : off * off;
      }
    }
    return sum;
  }
}
