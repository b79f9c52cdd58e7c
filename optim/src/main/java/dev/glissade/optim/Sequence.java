package dev.glissade.optim;

/// `before` until `at`, from there on `next`, whose time begins at 0 there (as in Optax'
/// `join_schedules` and torch's `SequentialLR`). A part of a step is rounded.
public record Sequence(Schedule before, Span at, Schedule next) implements Schedule {
  @Override
  public double at(Clock clock) {
    long start = Math.round(at.inSteps(clock));
    return clock.step() < start ? before.at(clock) : next.at(clock.movedTo(clock.step() - start));
  }
}
