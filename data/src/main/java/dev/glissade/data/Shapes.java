package dev.glissade.data;

import java.util.List;

/// Checks that preprocessing records share.
final class Shapes {
  private Shapes() {}

  /// The shape, copied, if it has at least one extent and all of them are positive.
  static List<Integer> checked(String where, List<Integer> shape) {
    if (shape.isEmpty() || shape.stream().anyMatch(extent -> extent < 1)) {
      throw DataException.expected(where, "a shape of positive extents", shape.toString());
    }
    return List.copyOf(shape);
  }

  /// Checks a mean and a scale by which values are standardised.
  static void checkScale(String where, double mean, double scale) {
    if (!Double.isFinite(mean) || !Double.isFinite(scale) || scale <= 0) {
      throw DataException.expected(
          where, "a finite mean and a scale above 0", "mean=" + mean + " and scale=" + scale);
    }
  }
}
