package dev.glissade.optim;

/// Up from `low` to `high` and down again, over and over (Smith 2017): `up` and `down` are the
/// lengths of the first cycle; those of the next ones are `growth` times as long, and reach
/// `factor` times as far above `low`.
///
/// Without a way up it is a warm restart (SGDR, Loshchilov and Hutter 2017): from `high` down to
/// `low`, then at once from `high` again. As in Keras, `factor` shrinks what is above `low`.
public record Cycle(
    double low, double high, Span up, Span down, double growth, double factor, Curve curve)
    implements Schedule {
  /// Checks the numbers.
  public Cycle {
    Ranges.requireFinite("cycle", "low", low);
    Ranges.requireFinite("cycle", "high", high);
    Ranges.requirePositive("cycle", "growth", growth);
    Ranges.requirePositive("cycle", "factor", factor);
    if (high < low || growth < 1 || up.length() + down.length() == 0) {
      throw new IllegalArgumentException(
          "cycle: expected low <= high, growth >= 1 and a way up or down, but got low=%s, high=%s, growth=%s, up=%s, down=%s"
              .formatted(low, high, growth, up.length(), down.length()));
    }
  }

  @Override
  public double at(Clock clock) {
    double rise = up.inSteps(clock);
    double length = rise + down.inSteps(clock);
    double time = clock.step();
    double scale = 1;
    double amplitude = high - low;
    while (length > 0 && time >= length * scale) {
      time -= length * scale;
      scale *= growth;
      amplitude *= factor;
    }
    double within = time / scale;
    double share =
        within < rise
            ? curve.between(0, 1, within / rise)
            : curve.between(1, 0, (within - rise) / (length - rise));
    return low + amplitude * share;
  }
}
