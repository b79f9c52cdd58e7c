package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;

/// The kernels of all trials along one coordinate, those of the good trials with widths of their
/// own.
///
/// Densities are relative to that of the *prior*, the kernel that covers the whole coordinate. A
/// trial without the coordinate has the prior's kernel there. Coordinates of points are those of
/// possible values: `unit(at(u))`.
sealed interface Marginal permits ContinuousMarginal, CellMarginal, WordMarginal {
  /// The kernels of a parameter with more than one value.
  static Marginal of(Param param) {
    if (!(param instanceof Param.Finite finite)) {
      return new ContinuousMarginal();
    }
    return param.isUnordered() ? new WordMarginal(finite) : new CellMarginal(finite);
  }

  /// Places the kernel of a trial; NaN for one without the coordinate.
  ///
  /// @param trial counted from 0 without gaps
  void set(int trial, double unit);

  /// Fits the kernels' widths.
  ///
  /// @param moved the trials that are new or on another side than before
  /// @param isBelow which trials are the good ones
  void fit(int[] moved, boolean[] isBelow);

  /// Adds `ln kernel(at) − ln prior(at)` for the kernels of some trials of one side.
  void add(double at, int[] trials, double[] logs);

  /// The logarithm of the prior's density, or of its mass where there are finitely many values.
  double prior(double at);

  /// A coordinate drawn from the kernel of a trial, from the prior for −1.
  double draw(int trial, Draws draws);

  /// From a normal distribution, given that it is inside of the cube.
  static double inside(double centre, double width, Draws draws) {
    double drawn;
    do {
      drawn = centre + width * draws.normal();
    } while (!(drawn >= 0 && drawn <= 1));
    return drawn;
  }
}
