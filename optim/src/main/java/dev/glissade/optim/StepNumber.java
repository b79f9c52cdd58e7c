package dev.glissade.optim;

/// The number of the step, the first is 1: what formulas call `t`.
///
/// @param before steps of the clock that do not count, as another optimiser took them
public record StepNumber(long before) implements Schedule {
  /// All steps count.
  public StepNumber() {
    this(0);
  }

  @Override
  public double at(Clock clock) {
    return clock.step() + 1 - before;
  }
}
