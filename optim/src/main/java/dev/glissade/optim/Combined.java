package dev.glissade.optim;

/// Two schedules at once: `left` and `right` put together by an operator.
public record Combined(Schedule left, Operator operator, Schedule right) implements Schedule {
  /// How two values become one.
  public enum Operator {
    /// `left · right`
    TIMES,
    /// `left + right`
    PLUS,
    /// `left - right`
    MINUS,
    /// the smaller
    MINIMUM,
    /// the larger
    MAXIMUM
  }

  @Override
  public double at(Clock clock) {
    double a = left.at(clock);
    double b = right.at(clock);
    return switch (operator) {
      case TIMES -> a * b;
      case PLUS -> a + b;
      case MINUS -> a - b;
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
    };
  }
}
