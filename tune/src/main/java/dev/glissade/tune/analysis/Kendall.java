package dev.glissade.tune.analysis;

import dev.glissade.tune.Draws;
import java.util.Arrays;

/// Whether two lists of scores put the same things in the same order: Kendall's τ_b (1945), 1 for
/// the same order, −1 for the opposite one, about 0 for no relation; NaN where one list is
/// constant.
public final class Kendall {
  /// The probability that the interval states.
  public static final double LEVEL = 0.9;

  private static final int RESAMPLES = 1000;

  private Kendall() {}

  /// `(concordant − discordant) / √((pairs − ties in x) (pairs − ties in y))`.
  public static double tau(double[] x, double[] y) {
    int balance = 0;
    int unequalX = 0;
    int unequalY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        double signX = Math.signum(x[i] - x[j]);
        double signY = Math.signum(y[i] - y[j]);
        balance += (int) (signX * signY);
        unequalX += (int) Math.abs(signX);
        unequalY += (int) Math.abs(signY);
      }
    }
    return balance / Math.sqrt((double) unequalX * unequalY);
  }

  /// The middle 90 % of a bootstrap over the things that are ordered.
  public static Interval interval(double[] x, double[] y, long seed) {
    Draws draws = Draws.of(seed, 0, "kendall");
    double[] taus = new double[RESAMPLES];
    double[] againX = new double[x.length];
    double[] againY = new double[x.length];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      for (int i = 0; i < x.length; i++) {
        int drawn = draws.below(x.length);
        againX[i] = x[drawn];
        againY[i] = y[drawn];
      }
      taus[resample] = tau(againX, againY);
    }
    double[] known = Arrays.stream(taus).filter(tau -> !Double.isNaN(tau)).toArray();
    return known.length == 0 ? new Interval(-1, 1) : Interval.middle(known, LEVEL);
  }
}
