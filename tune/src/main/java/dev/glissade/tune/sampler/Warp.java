package dev.glissade.tune.sampler;

import java.util.Arrays;

/// Losses on a scale on which a Gaussian process fits them.
final class Warp {
  private Warp() {}

  /// Losses with mean 0 and variance 1, those above the median first brought near it: the one of
  /// rank `r` of `n` gets the value that it would have if losses were normal with the spread below
  /// the median, `median + s Φ⁻¹((r + ½) / n)`.
  ///
  /// So it does not matter how bad the bad ones are, only which are worse: trainings that almost
  /// diverge do not hide the differences between good ones. This is the half-rank warping of Vizier
  /// (Song et al. 2024); Optuna's `GPSampler` does not warp.
  static double[] warped(double[] losses) {
    int n = losses.length;
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double median = sorted[n / 2];
    double spread =
        Math.sqrt(
            Arrays.stream(sorted)
                .filter(it -> it <= median)
                .map(it -> (it - median) * (it - median))
                .average()
                .orElse(0));
    double[] warped = losses.clone();
    for (int i = 0; i < n; i++) {
      if (losses[i] > median) {
        double probability = (Arrays.binarySearch(sorted, losses[i]) + 0.5) / n;
        warped[i] = median + spread * LogExpectedImprovement.quantile(probability);
      }
    }
    return standardised(warped);
  }

  private static double[] standardised(double[] losses) {
    double mean = Arrays.stream(losses).average().orElse(0);
    double variance =
        Arrays.stream(losses).map(it -> (it - mean) * (it - mean)).average().orElse(0);
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    return Arrays.stream(losses).map(it -> (it - mean) / deviation).toArray();
  }
}
