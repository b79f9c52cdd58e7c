package dev.glissade.optim;

/// The number of the step, the first is 1: what formulas call `t`.
public record StepNumber() implements Schedule {
  @Override
  public double at(Clock clock) {
    return clock.step() + 1;
  }
}
