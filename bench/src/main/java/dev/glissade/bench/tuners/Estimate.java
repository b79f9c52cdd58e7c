package dev.glissade.bench.tuners;

import dev.glissade.tune.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A mean over tables and seeds, and how sure it is.
///
/// @param mean over the tables of the mean over seeds
/// @param error standard error over seeds of the mean over tables
record Estimate(double mean, double error) {
  private static final int RESAMPLES = 2000;

  /// From values by table and seed.
  static Estimate of(List<double[]> values) {
    int seeds = values.getFirst().length;
    double[] means = new double[seeds];
    for (double[] table : values) {
      Arrays.setAll(means, seed -> means[seed] + table[seed] / values.size());
    }
    double mean = Arrays.stream(means).average().orElse(Double.NaN);
    double squares = Arrays.stream(means).map(it -> (it - mean) * (it - mean)).sum();
    return new Estimate(mean, Math.sqrt(squares / (seeds - 1) / seeds));
  }

  /// The interval in which the mean is in 95 of 100 drawings of as many seeds for each table
  /// (bootstrap, Efron 1979).
  static double[] interval(List<double[]> values) {
    Draws draws = Draws.of(0, 0, "bootstrap");
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      for (double[] table : values) {
        for (int seed = 0; seed < table.length; seed++) {
          means[i] += table[draws.below(table.length)] / table.length / values.size();
        }
      }
    }
    Arrays.sort(means);
    return new double[] {means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]};
  }

  /// In four decimals, as regrets are written.
  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  @Override
  public String toString() {
    return number(mean) + " ± " + number(error);
  }
}
