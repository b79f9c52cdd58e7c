package dev.glissade.tune.sampler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Minimises a smooth function in a box: L-BFGS (Nocedal 1980) in the variables that are not held
/// at a border, with a line search along the path projected to the box.
///
/// @param tolerance it ends where no component of the projected gradient is larger
/// @param steps it ends after so many steps
record Descent(double tolerance, int steps) {
  private static final int MEMORY = 10;
  private static final int HALVINGS = 25;
  private static final double DECREASE = 1e-4;

  /// A function with its gradient, which it writes.
  @FunctionalInterface
  interface Function {
    double at(double[] x, double[] gradient);
  }

  /// A place and the function there.
  record Place(double[] x, double value, double[] gradient) {}

  private record Pair(double[] step, double[] change, double product) {}

  /// The lowest place that is found from `start`.
  Place minimise(Function function, double[] start, double[] low, double[] high) {
    double[] gradient = new double[start.length];
    Place place = new Place(start, function.at(start, gradient), gradient);
    Deque<Pair> memory = new ArrayDeque<>();
    for (int step = 0; step < steps && projected(place, low, high) > tolerance; step++) {
      double[] direction = direction(place, memory, low, high);
      Place next = search(function, place, direction, low, high);
      if (next == place && memory.isEmpty()) {
        return place;
      }
      if (next == place) {
        memory.clear();
        continue;
      }
      remember(memory, place, next);
      place = next;
    }
    return place;
  }

  private static double projected(Place place, double[] low, double[] high) {
    double largest = 0;
    for (int i = 0; i < low.length; i++) {
      if (!isHeld(place, i, low, high)) {
        largest = Math.max(largest, Math.abs(place.gradient[i]));
      }
    }
    return largest;
  }

  private static boolean isHeld(Place place, int i, double[] low, double[] high) {
    return (place.x[i] <= low[i] && place.gradient[i] > 0)
        || (place.x[i] >= high[i] && place.gradient[i] < 0);
  }

  /// The quasi-Newton direction by the two loops over what is remembered; held variables rest.
  private static double[] direction(Place place, Deque<Pair> memory, double[] low, double[] high) {
    int n = low.length;
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = isHeld(place, i, low, high) ? 0 : -place.gradient[i];
    }
    double[] shares = new double[memory.size()];
    int at = 0;
    for (Pair each : memory) {
      shares[at] = Matrices.dot(each.step, d, n) / each.product;
      Matrices.add(d, -shares[at++], each.change, n);
    }
    Pair latest = memory.peekFirst();
    double scale =
        latest == null
            ? 1 / Math.max(1, Math.sqrt(Matrices.dot(d, d, n)))
            : latest.product / Matrices.dot(latest.change, latest.change, n);
    for (int i = 0; i < n; i++) {
      d[i] *= scale;
    }
    for (Iterator<Pair> oldest = memory.descendingIterator(); oldest.hasNext(); ) {
      Pair each = oldest.next();
      double share = Matrices.dot(each.change, d, n) / each.product;
      Matrices.add(d, shares[--at] - share, each.step, n);
    }
    for (int i = 0; i < n; i++) {
      d[i] = isHeld(place, i, low, high) ? 0 : d[i];
    }
    return d;
  }

  /// A place on the projected path that is lower by a share of what the gradient promises, or the
  /// same place if there is none.
  private static Place search(
      Function function, Place from, double[] direction, double[] low, double[] high) {
    int n = low.length;
    double length = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double[] x = new double[n];
      double promise = 0;
      for (int i = 0; i < n; i++) {
        x[i] = Math.clamp(from.x[i] + length * direction[i], low[i], high[i]);
        promise += from.gradient[i] * (x[i] - from.x[i]);
      }
      if (promise >= 0) {
        return from;
      }
      double[] gradient = new double[n];
      double value = function.at(x, gradient);
      if (value <= from.value + DECREASE * promise) {
        return new Place(x, value, gradient);
      }
      // The minimum of the parabola through both values and the slope, within sensible limits.
      double parabola = -0.5 * promise / (value - from.value - promise);
      length *= Double.isFinite(value) ? Math.clamp(parabola, 0.1, 0.5) : 0.1;
    }
    return from;
  }

  private static void remember(Deque<Pair> memory, Place before, Place after) {
    int n = before.x.length;
    double[] step = after.x.clone();
    double[] change = after.gradient.clone();
    Matrices.add(step, -1, before.x, n);
    Matrices.add(change, -1, before.gradient, n);
    double product = Matrices.dot(step, change, n);
    if (product > 1e-10 * Matrices.dot(change, change, n)) {
      memory.addFirst(new Pair(step, change, product));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
    }
  }
}
