package dev.glissade.optim;

/// From one value to another between two moments of the training: `from` until `begin`, `to` from
/// `end` on. The building block of warm-up, decay and cycles.
public record Ramp(double from, double to, Span begin, Span end, Curve curve) implements Schedule {
  /// Checks the values.
  public Ramp {
    Ranges.requireFinite("ramp", "from", from);
    Ranges.requireFinite("ramp", "to", to);
  }

  @Override
  public double at(Clock clock) {
    double start = begin.inSteps(clock);
    double stop = end.inSteps(clock);
    double time = clock.step();
    if (time >= stop) {
      return to;
    }
    return time <= start ? from : curve.between(from, to, (time - start) / (stop - start));
  }
}
