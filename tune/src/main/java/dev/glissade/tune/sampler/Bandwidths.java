package dev.glissade.tune.sampler;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// The widths of the kernels along one coordinate.
///
/// Each kernel sits at the coordinate of its trial and is as wide as the larger of the gaps to its
/// neighbours on its side, but at least `1 / min(100, 2 + n)` ("magic clip") and at most 1; the
/// outermost kernels know their inner neighbour only (Bergstra et al. 2011, as in Optuna with
/// `consider_endpoints=False`). Of equal coordinates the later trial is the right one.
///
/// The order of trials is kept from call to call, which never changes a width.
final class Bandwidths {
  private static final double FINEST = 100;

  private double[] centre = new double[16];
  private double[] width = new double[16];
  private int[] order = new int[16];
  private int ordered;

  /// The coordinate of a trial, NaN if it has none.
  double centre(int trial) {
    return centre[trial];
  }

  double width(int trial) {
    return width[trial];
  }

  /// Places a trial, counted from 0 without gaps; NaN for one without a coordinate.
  void set(int trial, double unit) {
    if (trial >= centre.length) {
      centre = Arrays.copyOf(centre, 2 * centre.length);
      width = Arrays.copyOf(width, 2 * width.length);
      order = Arrays.copyOf(order, 2 * order.length);
    }
    centre[trial] = unit;
    width[trial] = Double.NaN;
    if (!Double.isNaN(unit)) {
      int place = place(trial);
      System.arraycopy(order, place, order, place + 1, ordered - place);
      order[place] = trial;
      ordered++;
    }
  }

  /// How many trials come before one.
  private int place(int trial) {
    int low = 0;
    int high = ordered;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int other = order[middle];
      boolean isBefore =
          centre[other] < centre[trial] || (centre[other] == centre[trial] && other < trial);
      low = isBefore ? middle + 1 : low;
      high = isBefore ? high : middle;
    }
    return low;
  }

  /// Computes the widths.
  ///
  /// @param isBelow on which side each trial is; kernels have neighbours on their side only
  /// @param changed is told of each trial whose width is another one than before
  void fit(boolean[] isBelow, IntConsumer changed) {
    int[] count = new int[2];
    for (int i = 0; i < ordered; i++) {
      count[isBelow[order[i]] ? 1 : 0]++;
    }
    int[] last = {-1, -1};
    double[] gap = new double[2];
    for (int i = 0; i < ordered; i++) {
      int trial = order[i];
      int side = isBelow[trial] ? 1 : 0;
      double left;
      if (last[side] >= 0) {
        left = centre[trial] - centre[last[side]];
        settle(last[side], Math.max(gap[side], left), count[side], changed);
      } else {
        left = count[side] > 1 ? 0 : centre[trial];
      }
      gap[side] = left;
      last[side] = trial;
    }
    for (int side = 0; side < 2; side++) {
      if (last[side] >= 0) {
        double right = count[side] > 1 ? 0 : 1 - centre[last[side]];
        settle(last[side], Math.max(gap[side], right), count[side], changed);
      }
    }
  }

  private void settle(int trial, double gap, int count, IntConsumer changed) {
    double fitted = Math.clamp(gap, 1 / Math.min(FINEST, 2.0 + count), 1);
    if (fitted != width[trial]) {
      width[trial] = fitted;
      changed.accept(trial);
    }
  }
}
