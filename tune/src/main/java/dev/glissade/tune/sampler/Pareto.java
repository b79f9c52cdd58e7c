package dev.glissade.tune.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Comparison of points with several losses, all of which should be small.
///
/// A point dominates another if it is nowhere larger and somewhere smaller. Equal points do not
/// dominate each other. Losses are not NaN.
public final class Pareto {
  private Pareto() {}

  /// Whether the left point dominates the right one.
  public static boolean dominates(double[] left, double[] right) {
    boolean isSmaller = false;
    for (int i = 0; i < left.length; i++) {
      if (left[i] > right[i]) {
        return false;
      }
      isSmaller |= left[i] < right[i];
    }
    return isSmaller;
  }

  /// The indices of the points that no other dominates, in increasing order.
  ///
  /// For up to three goals by a sweep over the sorted points in `n log n` steps (Kung, Luccio and
  /// Preparata 1975), for more by comparing each with those of the front so far.
  public static int[] front(List<double[]> points) {
    Integer[] order = sorted(points);
    boolean[] isFront = new boolean[points.size()];
    int goals = points.isEmpty() ? 0 : points.getFirst().length;
    if (goals <= 3) {
      sweep(points, order, isFront);
    } else {
      List<double[]> front = new ArrayList<>();
      for (int each : order) {
        double[] point = points.get(each);
        isFront[each] = front.stream().noneMatch(it -> dominates(it, point));
        if (isFront[each]) {
          front.add(point);
        }
      }
    }
    return IntStream.range(0, isFront.length).filter(it -> isFront[it]).toArray();
  }

  /// In lexicographic order nobody is dominated by a later one, so that a point is in the front
  /// unless one before it is as good in the second and third loss.
  private static void sweep(List<double[]> points, Integer[] order, boolean[] isFront) {
    var stairs = new TreeMap<Double, Double>();
    double[] before = new double[0];
    boolean wasFront = false;
    for (int each : order) {
      double[] point = points.get(each);
      if (Arrays.equals(point, before)) {
        isFront[each] = wasFront;
        continue;
      }
      double second = point.length > 1 ? point[1] : 0;
      double third = point.length > 2 ? point[2] : 0;
      wasFront = add(stairs, second, third);
      isFront[each] = wasFront;
      before = point;
    }
  }

  /// Adds a corner to a staircase that falls from left to right, unless it is above or on it.
  private static boolean add(TreeMap<Double, Double> stairs, double x, double y) {
    Map.Entry<Double, Double> left = stairs.floorEntry(x);
    if (left != null && left.getValue() <= y) {
      return false;
    }
    Map.Entry<Double, Double> right = stairs.ceilingEntry(x);
    while (right != null && right.getValue() >= y) {
      stairs.remove(right.getKey());
      right = stairs.higherEntry(x);
    }
    stairs.put(x, y);
    return true;
  }

  private static Integer[] sorted(List<double[]> points) {
    Integer[] order = new Integer[points.size()];
    Arrays.setAll(order, it -> it);
    Arrays.sort(order, Comparator.comparing(points::get, Arrays::compare));
    return order;
  }

  /// For each point in how many fronts one must remove before it is in the front: 0 for those of
  /// the front itself (non-dominated sorting).
  public static int[] ranks(List<double[]> points) {
    int[] ranks = new int[points.size()];
    int[] left = IntStream.range(0, points.size()).toArray();
    for (int rank = 0; left.length > 0; rank++) {
      int[] candidates = left;
      int[] front = front(Arrays.stream(candidates).mapToObj(points::get).toList());
      boolean[] isFront = new boolean[candidates.length];
      for (int each : front) {
        ranks[candidates[each]] = rank;
        isFront[each] = true;
      }
      left =
          IntStream.range(0, candidates.length)
              .filter(it -> !isFront[it])
              .map(it -> candidates[it])
              .toArray();
    }
    return ranks;
  }

  /// For each point of one front how far its neighbours are apart: the sum over the losses of the
  /// differences between the next larger and the next smaller one, as shares of the range; infinite
  /// for the ends (Deb, Pratap, Agarwal and Meyarivan 2002).
  public static double[] crowding(List<double[]> front) {
    double[] distances = new double[front.size()];
    int goals = front.isEmpty() ? 0 : front.getFirst().length;
    for (int goal = 0; goal < goals; goal++) {
      int at = goal;
      Integer[] order = new Integer[front.size()];
      Arrays.setAll(order, it -> it);
      Arrays.sort(order, Comparator.comparingDouble(it -> front.get(it)[at]));
      int last = order.length - 1;
      double width = front.get(order[last])[at] - front.get(order[0])[at];
      distances[order[0]] = Double.POSITIVE_INFINITY;
      distances[order[last]] = Double.POSITIVE_INFINITY;
      for (int i = 1; i < last && width > 0; i++) {
        distances[order[i]] += (front.get(order[i + 1])[at] - front.get(order[i - 1])[at]) / width;
      }
    }
    return distances;
  }

  /// The volume that is dominated by points and itself dominates a reference point; points that do
  /// not dominate the reference in every loss add nothing.
  ///
  /// For one, two or three losses, in `n log n` steps for up to two, `n² ` at worst for three.
  ///
  /// @throws IllegalArgumentException for more losses
  public static double hypervolume(List<double[]> points, double[] reference) {
    if (reference.length > 3 || reference.length == 0) {
      throw new IllegalArgumentException(
          "hypervolume: expected one to three goals, but got " + reference.length);
    }
    List<double[]> inside =
        points.stream().filter(it -> isInside(it, reference)).map(Pareto::threefold).toList();
    double[] corner = threefold(reference);
    for (int i = reference.length; i < 3; i++) {
      corner[i] = 1;
    }
    return slices(inside, corner);
  }

  private static boolean isInside(double[] point, double[] reference) {
    return IntStream.range(0, reference.length).allMatch(it -> point[it] < reference[it]);
  }

  private static double[] threefold(double[] point) {
    return Arrays.copyOf(point, 3);
  }

  /// Slices along the third loss: the area of each is that under the staircase of the points below.
  private static double slices(List<double[]> points, double[] corner) {
    List<double[]> rising =
        points.stream().sorted(Comparator.comparingDouble(it -> it[2])).toList();
    var stairs = new TreeMap<Double, Double>();
    double volume = 0;
    double area = 0;
    for (int i = 0; i < rising.size(); i++) {
      double[] point = rising.get(i);
      if (add(stairs, point[0], point[1])) {
        area = area(stairs, corner);
      }
      double next = i + 1 < rising.size() ? rising.get(i + 1)[2] : corner[2];
      volume += area * (next - point[2]);
    }
    return volume;
  }

  private static double area(TreeMap<Double, Double> stairs, double[] corner) {
    double area = 0;
    double height = corner[1];
    for (Map.Entry<Double, Double> step : stairs.entrySet()) {
      area += (corner[0] - step.getKey()) * (height - step.getValue());
      height = step.getValue();
    }
    return area;
  }
}
