package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;

/// Small random changes of points.
final class Mutation {
  private static final double REACH = 0.2;
  private static final int ATTEMPTS = 100;

  private Mutation() {}

  /// Changes the value along an axis: to another word where values have no order, otherwise by a
  /// normal step of deviation 0.2, reflected at the ends, until the value differs. An axis of one
  /// value stays.
  static void change(Cube cube, double[] point, int axis, Draws draws) {
    int count = cube.count(axis);
    if (count == 1) {
      return;
    }
    if (cube.isUnordered(axis)) {
      int here = (int) (point[axis] * count);
      point[axis] = ((here + 1 + draws.below(count - 1)) % count + 0.5) / count;
      return;
    }
    double[] changed = point.clone();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      changed[axis] = reflected(point[axis] + REACH * draws.normal());
      double settled = cube.settle(changed.clone())[axis];
      if (settled != point[axis]) {
        point[axis] = settled;
        return;
      }
    }
  }

  /// A coordinate brought into `[0, 1]` as by mirrors at its ends.
  static double reflected(double unit) {
    double folded = Math.abs(unit) % 2;
    return folded > 1 ? 2 - folded : folded;
  }
}
