package dev.glissade.tune.sampler;

import dev.glissade.tune.Draws;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds the point of largest expected improvement: many points that fill the cube evenly and some
/// around the best one known, then from a few of the most promising ones up the gradient along axes
/// of real numbers and through all values along the others, in turn.
final class ImprovementSearch {
  private static final int CANDIDATES = 1024;
  private static final int AROUND_BEST = 256;
  private static final int STARTS = 10;
  private static final int ROUNDS = 10;
  private static final Descent ASCENT = new Descent(1e-4, 100);

  private final Cube cube;
  private final Posterior posterior;
  private final Draws draws;
  private final Set<DoubleBuffer> tried = new HashSet<>();

  /// A search among the points that were not observed and are not under way.
  ImprovementSearch(Cube cube, Posterior posterior, Observations observed, Draws draws) {
    this.cube = cube;
    this.posterior = posterior;
    this.draws = draws;
    observed.points().forEach(it -> tried.add(DoubleBuffer.wrap(it)));
    observed.running().forEach(it -> tried.add(DoubleBuffer.wrap(it)));
  }

  private boolean isProposable(double[] point) {
    return !tried.contains(DoubleBuffer.wrap(point)) && cube.allows(point);
  }

  private record Scored(double[] point, double score) {}

  /// The best point that is found and allowed; a random one if all candidates were tried.
  ///
  /// @param best the best one known
  double[] best(double[] best) {
    List<double[]> candidates = candidates(best);
    double[] scores = posterior.improvements(candidates);
    List<Scored> sorted =
        IntStream.range(0, scores.length)
            .mapToObj(it -> new Scored(candidates.get(it), scores[it]))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .toList();
    Scored found = sorted.getFirst();
    List<Scored> starts = starts(sorted);
    starts.add(new Scored(best, posterior.improvement(best)));
    for (Scored start : starts) {
      Scored climbed = climb(start);
      if (climbed.score > found.score && isProposable(climbed.point)) {
        found = climbed;
      }
    }
    return found.point;
  }

  /// Evenly spread points, and points that differ from the best in a few coordinates.
  private List<double[]> candidates(double[] best) {
    var sequence = new SobolSequence(cube.size(), draws);
    List<double[]> candidates = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      candidates.add(cube.settle(sequence.point(i)));
    }
    for (int i = 0; i < AROUND_BEST; i++) {
      candidates.add(cube.settle(around(best)));
    }
    candidates.removeIf(it -> !isProposable(it));
    if (candidates.isEmpty()) {
      candidates.add(cube.random(draws));
    }
    return candidates;
  }

  private double[] around(double[] best) {
    double[] point = best.clone();
    double reach = Math.pow(10, -3 * draws.uniform());
    int axis = draws.below(point.length);
    for (int j = 0; j < point.length; j++) {
      if (j != axis && draws.uniform() >= 3.0 / point.length) {
        continue;
      }
      point[j] =
          cube.isUnordered(j)
              ? draws.uniform()
              : Mutation.reflected(point[j] + reach * draws.normal());
    }
    return point;
  }

  /// The most promising candidate, and some drawn in proportion to their expected improvement.
  private List<Scored> starts(List<Scored> sorted) {
    List<Scored> starts = new ArrayList<>(List.of(sorted.getFirst()));
    double largest = sorted.getFirst().score;
    double total = 0;
    for (Scored each : sorted.subList(1, sorted.size())) {
      total += Math.exp(each.score - largest);
    }
    for (int i = 1; i < STARTS && total > 0; i++) {
      double left = draws.uniform() * total;
      for (Scored each : sorted.subList(1, sorted.size())) {
        left -= Math.exp(each.score - largest);
        if (left < 0) {
          starts.add(each);
          break;
        }
      }
    }
    return starts;
  }

  private Scored climb(Scored start) {
    Scored here = start;
    for (int round = 0; round < ROUNDS; round++) {
      Scored before = here;
      here = climbDiscrete(climbReal(here));
      if (here == before || here.score - before.score < 1e-4) {
        return here;
      }
    }
    return here;
  }

  /// Up the gradient along all axes of many values.
  private Scored climbReal(Scored from) {
    int[] axes =
        IntStream.range(0, cube.size())
            .filter(it -> cube.cells(it).length == 0 && cube.isPresent(from.point, it))
            .filter(it -> !cube.isUnordered(it))
            .toArray();
    if (axes.length == 0) {
      return from;
    }
    double[] at = from.point.clone();
    double[] whole = new double[at.length];
    Descent.Function function =
        (x, gradient) -> {
          for (int i = 0; i < axes.length; i++) {
            at[axes[i]] = x[i];
          }
          double value = posterior.improvement(at, whole);
          for (int i = 0; i < axes.length; i++) {
            gradient[i] = -whole[axes[i]];
          }
          return -value;
        };
    double[] start = IntStream.of(axes).mapToDouble(it -> from.point[it]).toArray();
    double[] high = start.clone();
    Arrays.fill(high, 1);
    double[] x = ASCENT.minimise(function, start, new double[axes.length], high).x();
    double[] point = from.point.clone();
    for (int i = 0; i < axes.length; i++) {
      point[axes[i]] = x[i];
    }
    double score = posterior.improvement(cube.settle(point));
    return score > from.score ? new Scored(point, score) : from;
  }

  /// The best of all values of each axis of few values, one axis after the other.
  private Scored climbDiscrete(Scored from) {
    Scored here = from;
    for (int axis = 0; axis < cube.size(); axis++) {
      double[] cells = cube.cells(axis);
      if (cells.length < 2 || !cube.isPresent(here.point, axis)) {
        continue;
      }
      List<double[]> moved = new ArrayList<>();
      for (double cell : cells) {
        double[] point = here.point.clone();
        point[axis] = cell;
        moved.add(cube.settle(point));
      }
      double[] scores = posterior.improvements(moved);
      for (int i = 0; i < scores.length; i++) {
        if (scores[i] > here.score && isProposable(moved.get(i))) {
          here = new Scored(moved.get(i), scores[i]);
        }
      }
    }
    return here;
  }
}
