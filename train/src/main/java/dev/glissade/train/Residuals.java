package dev.glissade.train;

import java.util.Arrays;

/// Sums over the answers of a regression, from which its metrics come.
///
/// The spread of the true values is updated from their running mean (Welford 1962), so that it is
/// right also where the mean is many times larger than the deviations.
final class Residuals {
  private final long[] counts;
  private final double[] means;
  private final double[] spreads;
  private double squares;
  private double absolutes;

  Residuals(int targets) {
    counts = new long[targets];
    means = new double[targets];
    spreads = new double[targets];
  }

  void add(int target, double actual, double predicted) {
    double error = predicted - actual;
    squares += error * error;
    absolutes += Math.abs(error);
    counts[target]++;
    double before = actual - means[target];
    means[target] += before / counts[target];
    spreads[target] += before * (actual - means[target]);
  }

  Metrics.Regression metrics(double loss) {
    long count = Arrays.stream(counts).sum();
    double spread = Arrays.stream(spreads).sum();
    double r2 = spread > 0 ? 1 - squares / spread : Double.NaN;
    return new Metrics.Regression(loss, Math.sqrt(squares / count), absolutes / count, r2);
  }
}
