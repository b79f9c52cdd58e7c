package dev.glissade.tune.sampler;

import dev.glissade.tune.Condition;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A space as models see it: points in a cube, always at coordinates of possible values.
///
/// A parameter that is absent, because its condition does not hold, has the coordinate ½. So points
/// differ in it only where both have it, and the parent tells them apart otherwise.
final class Cube {
  private static final double ABSENT = 0.5;
  private static final int FEW = 64;

  private final Space space;
  private final List<Space.Dimension> dimensions;
  private final int[] parents;
  private final boolean[] unordered;
  private final double[][] cells;

  Cube(Space space) {
    this.space = space;
    this.dimensions = space.dimensions();
    this.parents = new int[space.size()];
    this.unordered = new boolean[space.size()];
    this.cells = new double[space.size()][];
    List<String> names = dimensions.stream().map(Space.Dimension::name).toList();
    for (int i = 0; i < parents.length; i++) {
      Space.Dimension each = dimensions.get(i);
      parents[i] = each.condition().map(Condition::parent).map(names::indexOf).orElse(-1);
      unordered[i] = each.param().isUnordered();
      cells[i] = cells(each.param());
    }
  }

  private static double[] cells(Param param) {
    return param instanceof Param.Finite finite && finite.size() <= FEW
        ? IntStream.range(0, finite.size()).mapToDouble(i -> finite.unit(finite.value(i))).toArray()
        : new double[0];
  }

  int size() {
    return dimensions.size();
  }

  /// Whether distances mean nothing along an axis, only equality.
  boolean isUnordered(int axis) {
    return unordered[axis];
  }

  /// How many values there are along an axis; 0 for a continuum.
  int count(int axis) {
    return dimensions.get(axis).param() instanceof Param.Finite finite ? finite.size() : 0;
  }

  /// The coordinates of all values along an axis if these are few, else none.
  double[] cells(int axis) {
    return cells[axis];
  }

  /// Whether a parameter is present at a point.
  boolean isPresent(double[] point, int axis) {
    int parent = parents[axis];
    if (parent < 0) {
      return true;
    }
    Optional<Condition> condition = dimensions.get(axis).condition();
    return isPresent(point, parent)
        && condition.orElseThrow().values().contains(valueAt(point, parent));
  }

  private Value valueAt(double[] point, int axis) {
    return dimensions.get(axis).param().at(point[axis]);
  }

  /// Moves a point to the coordinates of the values that it stands for.
  double[] settle(double[] point) {
    for (int i = 0; i < point.length; i++) {
      Param param = dimensions.get(i).param();
      if (!isPresent(point, i)) {
        point[i] = ABSENT;
      } else if (param instanceof Param.Finite) {
        point[i] = param.unit(param.at(point[i]));
      } else {
        point[i] = Math.clamp(point[i], 0.0, 1.0);
      }
    }
    return point;
  }

  /// The point of a configuration; none where the space does not know one of its values, or it
  /// lacks one, as after an edit of the space.
  Optional<double[]> point(Configuration configuration) {
    double[] point = space.encode(configuration);
    for (int i = 0; i < point.length; i++) {
      if (isPresent(point, i)) {
        if (Double.isNaN(point[i])) {
          return Optional.empty();
        }
      } else {
        point[i] = ABSENT;
      }
    }
    return Optional.of(point);
  }

  /// The configuration at a point.
  Configuration configuration(double[] point) {
    return space.decode(point);
  }

  /// Whether a point keeps to what must hold between parameters.
  boolean allows(double[] point) {
    return space.constraints().isEmpty() || space.keepsConstraints(space.decode(point));
  }

  /// A random point that the space allows.
  double[] random(Draws draws) {
    return point(space.draw(_ -> draws.uniforms(size()))).orElseThrow();
  }

  /// The squared difference along one axis.
  double squaredDifference(int axis, double left, double right) {
    if (unordered[axis]) {
      return left == right ? 0 : 1;
    }
    return (left - right) * (left - right);
  }
}
