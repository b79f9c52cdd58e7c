package dev.glissade.optim;

import java.util.List;

/// Values at listed moments, joined by `curve`: the first value before the first moment, the last
/// one from the last moment on.
public record Points(List<Point> points, Curve curve) implements Schedule {
  /// A value at a moment.
  public record Point(Span at, double value) {
    /// Checks the value.
    public Point {
      Ranges.requireFinite("points", "value", value);
    }
  }

  /// Checks that there are some.
  public Points {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("points: expected at least one point, but got none");
    }
  }

  @Override
  public double at(Clock clock) {
    double time = clock.step();
    Point before = points.getFirst();
    for (Point after : points) {
      double stop = after.at().inSteps(clock);
      if (time < stop) {
        double start = before.at().inSteps(clock);
        return curve.between(before.value(), after.value(), (time - start) / (stop - start));
      }
      before = after;
    }
    return before.value();
  }
}
