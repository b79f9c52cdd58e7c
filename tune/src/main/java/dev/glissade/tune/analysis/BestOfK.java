package dev.glissade.tune.analysis;

import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Arrays;
import java.util.Optional;

/// The value of the best of `k` trials, were they drawn by lot from those of the study, and what
/// more trials would buy.
///
/// Every trial that has ended counts. One without a usable value (stopped, failed, beyond a
/// constraint) counts as the worst value seen. The expectation over all choices of `k` of `n` is
/// exact, from the ascending losses `x₁ ≤ … ≤ x_n`: `Σ_i x_i C(n − i, k − 1) / C(n, k)`.
///
/// For samplers that learn, the figures say what trials like those so far would bring.
public final class BestOfK {
  /// The probability that the interval of a gain states.
  public static final double LEVEL = 0.9;

  /// With fewer trials their tail says nothing.
  private static final int FEWEST = 16;

  private static final int RESAMPLES = 200;
  private static final double FLATTEST = 0.1;
  private static final double STEEPEST = 4;

  private final double[] sorted;
  private final int direction;
  private final long seed;

  /// How much better the best would be after more trials, in the metric's units, never negative.
  ///
  /// @param trials how many more
  /// @param interval of the middle 90 % of a bootstrap over the trials
  public record Gain(int trials, double amount, Interval interval) {}

  private BestOfK(double[] sorted, int direction, long seed) {
    this.sorted = sorted;
    this.direction = direction;
    this.seed = seed;
  }

  /// Of all trials that have ended; empty if none has a usable value.
  ///
  /// @param seed of the bootstrap
  public static Optional<BestOfK> of(History history, long seed) {
    double[] losses = Scored.of(history).losses();
    if (losses.length == 0) {
      return Optional.empty();
    }
    int ended = (int) history.trials().stream().filter(BestOfK::hasEnded).count();
    double[] all = Arrays.copyOf(losses, ended);
    Arrays.fill(all, losses.length, ended, Arrays.stream(losses).max().orElseThrow());
    Arrays.sort(all);
    return Optional.of(new BestOfK(all, (int) history.loss(1), seed));
  }

  private static boolean hasEnded(TrialRecord trial) {
    return trial.state() != TrialState.RUNNING && trial.state() != TrialState.PAUSED;
  }

  /// How many trials there are to draw from.
  public int size() {
    return sorted.length;
  }

  /// The expected best value of `k`.
  ///
  /// @throws IllegalArgumentException if there are not so many
  public double expected(int k) {
    check(k);
    return direction * expected(sorted, k);
  }

  private void check(int k) {
    if (k < 1 || k > sorted.length) {
      throw new IllegalArgumentException(
          "best of k: expected k from 1 to %d, but got %d".formatted(sorted.length, k));
    }
  }

  private static double expected(double[] sorted, int k) {
    int n = sorted.length;
    double probability = (double) k / n;
    double sum = 0;
    for (int i = 0; i <= n - k; i++) {
      sum += probability * sorted[i];
      probability *= (double) (n - i - k) / (n - i - 1);
    }
    return sum;
  }

  /// The value that the best of `k` reaches with a probability: 0.5 gives the median of the best.
  ///
  /// @throws IllegalArgumentException if there are not so many trials
  public double reached(int k, double probability) {
    check(k);
    int n = sorted.length;
    double left = 1;
    int i = 0;
    while (i < n - 1) {
      left *= (double) (n - i - k) / (n - i);
      if (1 - left >= probability) {
        break;
      }
      i++;
    }
    return direction * sorted[i];
  }

  /// What more trials like those so far would buy; nothing is known of fewer than 16.
  ///
  /// The expectations at an eighth, a quarter and half of the trials are continued as a power law,
  /// `a + c k^(−β)`, which is how the best of samples from a bounded tail behaves (Fisher and
  /// Tippett 1928).
  public Optional<Gain> more(int trials) {
    if (sorted.length < FEWEST) {
      return Optional.empty();
    }
    Draws draws = Draws.of(seed, trials, "best-of-k");
    double[] amounts = new double[RESAMPLES];
    double[] again = new double[sorted.length];
    for (int i = 0; i < RESAMPLES; i++) {
      Arrays.setAll(again, j -> sorted[draws.below(sorted.length)]);
      Arrays.sort(again);
      amounts[i] = gain(again, trials);
    }
    return Optional.of(new Gain(trials, gain(sorted, trials), Interval.middle(amounts, LEVEL)));
  }

  private static double gain(double[] sorted, int trials) {
    int n = sorted.length;
    double eighth = expected(sorted, n / 8);
    double quarter = expected(sorted, n / 4);
    double half = expected(sorted, n / 2);
    double first = eighth - quarter;
    double second = quarter - half;
    if (!(first > 0) || !(second > 0)) {
      return 0;
    }
    double power = Math.clamp(Math.log(first / second) / Math.log(2), FLATTEST, STEEPEST);
    double atHalf = second / (Math.pow(2, power) - 1);
    double atAll = atHalf * Math.pow(2, -power);
    return atAll * (1 - Math.pow(1 + (double) trials / n, -power));
  }
}
