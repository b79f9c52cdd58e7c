package dev.glissade.tune.analysis;

import dev.glissade.tune.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A tree of binned trials (Breiman 1984): boxes of bins, in each the mean loss of its trials.
///
/// It is grown on trials drawn with replacement; a box is cut where the sum of squares falls most,
/// among all parameters, as long as both parts have three trials.
final class RegressionTree {
  private static final int FEWEST = 3;
  private static final int DEEPEST = 64;

  private final Binned trials;
  private final int[] weights;
  private final int[] places;
  private final int[] buffer;
  private final double[] sums = new double[Long.SIZE];
  private final int[] counts = new int[Long.SIZE];
  private final int dimensions;
  private int leaves;
  private int[] lows;
  private int[] highs;
  private double[] values = new double[16];

  /// Where a box is cut: bins up to `last` of a parameter go left.
  private record Cut(int dimension, int last) {}

  private RegressionTree(Binned trials, Draws draws) {
    this.trials = trials;
    this.dimensions = trials.sizes().length;
    this.weights = new int[trials.losses().length];
    this.lows = new int[values.length * dimensions];
    this.highs = new int[values.length * dimensions];
    for (int i = 0; i < weights.length; i++) {
      weights[draws.below(weights.length)]++;
    }
    places = IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
    buffer = new int[places.length];
  }

  static RegressionTree grow(Binned trials, Draws draws) {
    RegressionTree tree = new RegressionTree(trials, draws);
    int[] ends = Arrays.stream(trials.sizes()).map(size -> size - 1).toArray();
    tree.grow(0, tree.places.length, new int[ends.length], ends, 0);
    return tree;
  }

  int leaves() {
    return leaves;
  }

  /// The first bin of a leaf's box.
  int low(int leaf, int dimension) {
    return lows[leaf * dimensions + dimension];
  }

  /// The last bin of a leaf's box.
  int high(int leaf, int dimension) {
    return highs[leaf * dimensions + dimension];
  }

  /// The mean loss in a leaf.
  double value(int leaf) {
    return values[leaf];
  }

  private void grow(int from, int to, int[] low, int[] high, int depth) {
    Cut cut = depth < DEEPEST ? cut(from, to) : null;
    if (cut == null) {
      leaf(from, to, low, high);
      return;
    }
    int middle = partition(from, to, cut);
    int[] end = high.clone();
    end[cut.dimension] = cut.last;
    grow(from, middle, low, end, depth + 1);
    int[] start = low.clone();
    start[cut.dimension] = cut.last + 1;
    grow(middle, to, start, high, depth + 1);
  }

  /// The cut after which the sums of squares are least, null if none is allowed or none helps.
  private @Nullable Cut cut(int from, int to) {
    double sum = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      sum += weights[places[i]] * trials.losses()[places[i]];
      count += weights[places[i]];
    }
    double best = sum * sum / count * (1 + 1e-12) + Double.MIN_NORMAL;
    Cut found = null;
    for (int dimension = 0; dimension < dimensions && count >= 2 * FEWEST; dimension++) {
      long occupied = fill(from, to, trials.bins()[dimension]);
      double leftSum = 0;
      int left = 0;
      while ((occupied & (occupied - 1)) != 0) {
        int bin = Long.numberOfTrailingZeros(occupied);
        occupied &= occupied - 1;
        leftSum += sums[bin];
        left += counts[bin];
        double rightSum = sum - leftSum;
        double gain = leftSum * leftSum / left + rightSum * rightSum / (count - left);
        if (gain > best && left >= FEWEST && count - left >= FEWEST) {
          best = gain;
          found = new Cut(dimension, (bin + Long.numberOfTrailingZeros(occupied) - 1) / 2);
        }
      }
    }
    return found;
  }

  /// Sums and counts by bin.
  ///
  /// @return a bit for each bin with trials
  private long fill(int from, int to, int[] bins) {
    long occupied = 0;
    for (int i = from; i < to; i++) {
      int place = places[i];
      int bin = bins[place];
      if ((occupied >>> bin & 1) == 0) {
        occupied |= 1L << bin;
        sums[bin] = 0;
        counts[bin] = 0;
      }
      sums[bin] += weights[place] * trials.losses()[place];
      counts[bin] += weights[place];
    }
    return occupied;
  }

  /// Moves the trials on the left of a cut before the others.
  private int partition(int from, int to, Cut cut) {
    int[] bins = trials.bins()[cut.dimension];
    int left = from;
    int right = 0;
    for (int i = from; i < to; i++) {
      int place = places[i];
      if (bins[place] <= cut.last) {
        places[left++] = place;
      } else {
        buffer[right++] = place;
      }
    }
    System.arraycopy(buffer, 0, places, left, right);
    return left;
  }

  private void leaf(int from, int to, int[] low, int[] high) {
    if (leaves == values.length) {
      values = Arrays.copyOf(values, 2 * leaves);
      lows = Arrays.copyOf(lows, 2 * leaves * dimensions);
      highs = Arrays.copyOf(highs, 2 * leaves * dimensions);
    }
    double sum = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      sum += weights[places[i]] * trials.losses()[places[i]];
      count += weights[places[i]];
    }
    System.arraycopy(low, 0, lows, leaves * dimensions, dimensions);
    System.arraycopy(high, 0, highs, leaves * dimensions, dimensions);
    values[leaves++] = sum / count;
  }
}
