package dev.glissade.tune.sampler;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// The widths of the kernels along one coordinate.
///
/// Each kernel sits at the coordinate of its trial and is as wide as the larger of the gaps to its
/// neighbours on its side, but at least `1 / min(100, 2 + n)` for `n` kernels ("magic clip") and at
/// most 1; the outermost kernels know their inner neighbour only (Bergstra et al. 2011, in Optuna
/// `consider_endpoints=False`). Of equal coordinates the later trial is the right one.
///
/// The order of trials is kept from call to call, and only widths are computed that can have
/// changed.
final class Bandwidths {
  private static final int FINEST = 100;
  private static final int NOWHERE = -1;

  private double[] centre = new double[16];
  private double[] width = new double[16];
  private int[] side = new int[16];
  private final int[][] order = new int[2][16];
  private final int[] size = new int[2];

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
      int capacity = 2 * centre.length;
      centre = Arrays.copyOf(centre, capacity);
      width = Arrays.copyOf(width, capacity);
      side = Arrays.copyOf(side, capacity);
      order[0] = Arrays.copyOf(order[0], capacity);
      order[1] = Arrays.copyOf(order[1], capacity);
    }
    centre[trial] = unit;
    width[trial] = Double.NaN;
    side[trial] = NOWHERE;
  }

  /// Computes the widths.
  ///
  /// @param moved the trials that are new or on another side than before
  /// @param isBelow on which side each trial is; kernels have neighbours on their side only
  /// @param changed is told of each trial whose width is another one than before
  void fit(int[] moved, boolean[] isBelow, IntConsumer changed) {
    int[] before = size.clone();
    for (int trial : moved) {
      if (!Double.isNaN(centre[trial])) {
        leave(trial);
        enter(trial, isBelow[trial] ? 1 : 0);
      }
    }
    for (int to = 0; to < 2; to++) {
      boolean isFinest = Math.min(before[to], size[to]) >= FINEST - 2;
      if (isFinest) {
        settleAround(moved, to, changed);
      } else {
        settle(0, size[to], to, changed);
      }
    }
  }

  private void leave(int trial) {
    int from = side[trial];
    if (from != NOWHERE) {
      int place = place(trial, from);
      size[from]--;
      System.arraycopy(order[from], place + 1, order[from], place, size[from] - place);
    }
  }

  private void enter(int trial, int to) {
    int place = place(trial, to);
    System.arraycopy(order[to], place, order[to], place + 1, size[to] - place);
    order[to][place] = trial;
    size[to]++;
    side[trial] = to;
  }

  /// How many trials of a side come before one.
  private int place(int trial, int on) {
    int[] sorted = order[on];
    int low = 0;
    int high = size[on];
    while (low < high) {
      int middle = (low + high) >>> 1;
      int other = sorted[middle];
      boolean isBefore =
          centre[other] < centre[trial] || (centre[other] == centre[trial] && other < trial);
      low = isBefore ? middle + 1 : low;
      high = isBefore ? high : middle;
    }
    return low;
  }

  /// The widths next to where trials came or went.
  private void settleAround(int[] moved, int on, IntConsumer changed) {
    for (int trial : moved) {
      if (!Double.isNaN(centre[trial])) {
        int place = place(trial, on);
        settle(Math.max(place - 1, 0), Math.min(place + 2, size[on]), on, changed);
      }
    }
  }

  private void settle(int from, int to, int on, IntConsumer changed) {
    int[] sorted = order[on];
    int last = size[on] - 1;
    double finest = 1.0 / Math.min(FINEST, 2 + size[on]);
    for (int place = from; place < to; place++) {
      int trial = sorted[place];
      // Beyond the outermost kernels there is nothing, unless there is only one.
      double left = place > 0 ? centre[sorted[place - 1]] : last > 0 ? centre[trial] : 0;
      double right = place < last ? centre[sorted[place + 1]] : last > 0 ? centre[trial] : 1;
      double gap = Math.max(centre[trial] - left, right - centre[trial]);
      double fitted = Math.clamp(gap, finest, 1);
      if (fitted != width[trial]) {
        width[trial] = fitted;
        changed.accept(trial);
      }
    }
  }
}
