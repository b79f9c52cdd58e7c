package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import java.util.Arrays;

/// Kernels along a continuum: normal distributions, cut to `[0, 1]`. The prior has centre ½ and
/// width 1.
final class ContinuousMarginal implements Marginal {
  private static final double PRIOR = constant(0.5, 1);

  private final Bandwidths bandwidths = new Bandwidths();
  private double[] centre = new double[16];
  private double[] precision = new double[16];
  private double[] constant = new double[16];
  private double[] present = new double[16];

  @Override
  public void set(int trial, double unit) {
    if (trial >= centre.length) {
      centre = Arrays.copyOf(centre, 2 * centre.length);
      precision = Arrays.copyOf(precision, 2 * centre.length);
      constant = Arrays.copyOf(constant, 2 * centre.length);
      present = Arrays.copyOf(present, 2 * centre.length);
    }
    boolean isAbsent = Double.isNaN(unit);
    bandwidths.set(trial, unit);
    centre[trial] = isAbsent ? 0 : unit;
    present[trial] = isAbsent ? 0 : 1;
    precision[trial] = 0;
    constant[trial] = 0;
  }

  @Override
  public void fit(int[] moved, boolean[] isBelow) {
    bandwidths.fit(moved, isBelow, this::settle);
  }

  private void settle(int trial) {
    double width = bandwidths.width(trial);
    precision[trial] = 1 / width;
    constant[trial] = constant(centre[trial], width);
  }

  /// The logarithm of the density at the centre.
  private static double constant(double centre, double width) {
    return -Math.log(width)
        - Normal.LOG_ROOT_TWO_PI
        - Normal.logMass(-centre / width, (1 - centre) / width);
  }

  @Override
  public void add(double at, int[] trials, double[] logs) {
    double prior = prior(at);
    for (int i = 0; i < trials.length; i++) {
      int trial = trials[i];
      double z = (at - centre[trial]) * precision[trial];
      logs[i] += constant[trial] - 0.5 * z * z - prior * present[trial];
    }
  }

  @Override
  public double prior(double at) {
    return PRIOR - 0.5 * (at - 0.5) * (at - 0.5);
  }

  @Override
  public double draw(int trial, Draws draws) {
    return trial < 0 || present[trial] == 0
        ? Marginal.inside(0.5, 1, draws)
        : Marginal.inside(centre[trial], bandwidths.width(trial), draws);
  }
}
