package dev.glissade.tune.analysis;

import java.util.Arrays;

/// The mean loss of a tree by the bin of one parameter or of two, all others being uniform.
///
/// Exact: a leaf adds its value, times the share of its box in the other parameters, to a rectangle
/// of bins. Only the rectangle's corners are touched; sums over rows and columns fill it.
final class Marginals {
  private final RegressionTree tree;
  private final int[] sizes;
  private final double[] volumes;

  Marginals(RegressionTree tree, int[] sizes) {
    this.tree = tree;
    this.sizes = sizes;
    this.volumes = new double[tree.leaves()];
    for (int leaf = 0; leaf < volumes.length; leaf++) {
      double volume = 1;
      for (int i = 0; i < sizes.length; i++) {
        volume *= share(leaf, i);
      }
      volumes[leaf] = volume;
    }
  }

  private double share(int leaf, int i) {
    return (double) (tree.high(leaf, i) - tree.low(leaf, i) + 1) / sizes[i];
  }

  double mean() {
    double mean = 0;
    for (int leaf = 0; leaf < volumes.length; leaf++) {
      mean += volumes[leaf] * tree.value(leaf);
    }
    return mean;
  }

  double variance(double mean) {
    double variance = 0;
    for (int leaf = 0; leaf < volumes.length; leaf++) {
      double off = tree.value(leaf) - mean;
      variance += volumes[leaf] * off * off;
    }
    return variance;
  }

  /// By the bin of one parameter.
  double[] of(int i) {
    double[] sums = new double[sizes[i] + 1];
    for (int leaf = 0; leaf < volumes.length; leaf++) {
      double part = tree.value(leaf) * volumes[leaf] / share(leaf, i);
      sums[tree.low(leaf, i)] += part;
      sums[tree.high(leaf, i) + 1] -= part;
    }
    for (int bin = 1; bin < sums.length; bin++) {
      sums[bin] += sums[bin - 1];
    }
    return Arrays.copyOf(sums, sizes[i]);
  }

  /// By the bins of two parameters, row by row; a row is a bin of the first, and there is one row
  /// and one column of zeros at the end.
  double[] of(int i, int j) {
    int width = sizes[j] + 1;
    double[] sums = new double[(sizes[i] + 1) * width];
    for (int leaf = 0; leaf < volumes.length; leaf++) {
      double part = tree.value(leaf) * volumes[leaf] / share(leaf, i) / share(leaf, j);
      int top = tree.low(leaf, i) * width;
      int below = (tree.high(leaf, i) + 1) * width;
      int left = tree.low(leaf, j);
      int right = tree.high(leaf, j) + 1;
      sums[top + left] += part;
      sums[top + right] -= part;
      sums[below + left] -= part;
      sums[below + right] += part;
    }
    for (int at = 1; at < sums.length; at++) {
      sums[at] += at % width == 0 ? 0 : sums[at - 1];
    }
    for (int at = width; at < sums.length; at++) {
      sums[at] += sums[at - width];
    }
    return sums;
  }
}
