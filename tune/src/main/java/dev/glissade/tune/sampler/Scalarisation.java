package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Arrays;

/// One loss from several by random weights: of the losses as shares of their ranges the largest
/// weighted one and a little of their sum, `max_i w_i f_i + 0.05 Σ w_i f_i`, whose minima are on
/// the Pareto front and reach all of it (Knowles 2006, ParEGO).
record Scalarisation(History history, double[] weights, double[] lows, double[] highs) {
  private static final double SUM_SHARE = 0.05;

  /// With ranges from the complete trials and weights uniform among those that sum to 1.
  static Scalarisation of(History history, Draws draws) {
    int goals = history.goals().size();
    double[] weights = new double[goals];
    double total = 0;
    for (int i = 0; i < goals; i++) {
      weights[i] = -Math.log1p(-draws.uniform());
      total += weights[i];
    }
    double[] lows = new double[goals];
    double[] highs = new double[goals];
    Arrays.fill(lows, Double.POSITIVE_INFINITY);
    Arrays.fill(highs, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < goals; i++) {
      weights[i] /= total;
      for (TrialRecord trial : history.trials()) {
        double loss = ParetoOrder.losses(trial, history.goals())[i];
        if (trial.state() == TrialState.COMPLETE && Double.isFinite(loss)) {
          lows[i] = Math.min(lows[i], loss);
          highs[i] = Math.max(highs[i], loss);
        }
      }
    }
    return new Scalarisation(history, weights, lows, highs);
  }

  /// The loss of a complete trial; NaN if it has none that is finite.
  double loss(TrialRecord trial) {
    double[] losses = ParetoOrder.losses(trial, history.goals());
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < losses.length; i++) {
      double width = highs[i] - lows[i];
      double share = width > 0 ? (losses[i] - lows[i]) / width : losses[i] - lows[i];
      largest = Math.max(largest, weights[i] * share);
      sum += weights[i] * share;
    }
    return largest + SUM_SHARE * sum;
  }
}
