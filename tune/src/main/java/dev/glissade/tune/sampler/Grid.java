package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// `grid(cells=5)`: every combination once, in random order, so that a part of a grid is a sample
/// of the whole; then again from the beginning.
///
/// A parameter takes all its values if it has at most `cells` or they have no order, otherwise the
/// middles of `cells` equal parts of its scale. Combinations that differ only in absent parameters
/// are one, and those that break a constraint are left out.
public final class Grid implements Sampler {
  /// The most combinations, before any are left out.
  public static final int MOST_COMBINATIONS = 1 << 20;

  private final int cells;
  private volatile @Nullable Walk last;

  /// A grid of at most so many values of each parameter.
  public Grid(int cells) {
    if (cells < 1) {
      throw new IllegalArgumentException("grid: expected at least 1 cell, but got " + cells);
    }
    this.cells = cells;
  }

  /// How many different configurations there are.
  ///
  /// @throws IllegalArgumentException if there are too many combinations
  public int size(Space space) {
    return codes(space, units(space)).length;
  }

  @Override
  public Configuration propose(History history, Draws draws) {
    Walk walk = walk(history.space(), draws.shared("grid"));
    int turn = history.trials().size() % walk.codes().length;
    return walk.space().decode(point(walk.units(), walk.codes()[turn]));
  }

  @Override
  public String describe() {
    return "grid(cells=" + cells + ")";
  }

  /// A grid in its order.
  private record Walk(Space space, long key, List<double[]> units, int[] codes) {}

  private Walk walk(Space space, Draws draws) {
    long key = draws.bits();
    Walk known = last;
    if (known != null && known.key() == key && known.space().equals(space)) {
      return known;
    }
    List<double[]> units = units(space);
    int[] codes = codes(space, units);
    if (codes.length == 0) {
      throw new IllegalStateException(
          "grid: expected a combination that keeps to " + space.constraints() + ", but got none");
    }
    int[] order = Order.of(codes.length, draws);
    var made = new Walk(space, key, units, IntStream.of(order).map(i -> codes[i]).toArray());
    last = made;
    return made;
  }

  /// For each parameter the coordinates of its values.
  private List<double[]> units(Space space) {
    return space.dimensions().stream()
        .map(
            each ->
                values(each.param()).stream().distinct().mapToDouble(each.param()::unit).toArray())
        .toList();
  }

  private List<Value> values(Param param) {
    if (param instanceof Param.Finite finite && (finite.size() <= cells || finite.isUnordered())) {
      return IntStream.range(0, finite.size()).mapToObj(finite::value).toList();
    }
    return IntStream.range(0, cells).mapToObj(i -> param.at((i + 0.5) / cells)).toList();
  }

  /// The combinations that stay, each as a number whose digits, the last parameter's first, say
  /// which values.
  private static int[] codes(Space space, List<double[]> units) {
    double count = units.stream().mapToDouble(each -> each.length).reduce(1, (a, b) -> a * b);
    if (count > MOST_COMBINATIONS) {
      throw new IllegalArgumentException(
          "grid: expected at most "
              + MOST_COMBINATIONS
              + " combinations, but got "
              + count
              + " — help: take fewer cells, or sobol");
    }
    return LongStream.range(0, (long) count)
        .mapToInt(code -> (int) code)
        .filter(code -> isFirst(space, units, code))
        .toArray();
  }

  private static boolean isFirst(Space space, List<double[]> units, int code) {
    double[] point = point(units, code);
    Configuration configuration = space.decode(point);
    for (int i = 0; i < point.length; i++) {
      boolean isAbsent = !configuration.has(space.dimensions().get(i).name());
      if (isAbsent && point[i] != units.get(i)[0]) {
        return false;
      }
    }
    return space.keepsConstraints(configuration);
  }

  private static double[] point(List<double[]> units, int code) {
    double[] point = new double[units.size()];
    int rest = code;
    for (int i = point.length - 1; i >= 0; i--) {
      double[] values = units.get(i);
      point[i] = values[rest % values.length];
      rest /= values.length;
    }
    return point;
  }
}
