package dev.glissade.optim;

/// A factor that rises to 1: `(step + 1) / length` within the first `length` steps, so that the
/// first step already moves. Frameworks begin with 0 and reach 1 one step later; a `Ramp` from 0
/// does so.
public record Warmup(Span length) implements Schedule {
  @Override
  public double at(Clock clock) {
    double steps = length.inSteps(clock);
    return clock.step() + 1 >= steps ? 1 : (clock.step() + 1) / steps;
  }
}
