package dev.glissade.optim;

/// A schedule that was made for a training of length `made`, drawn out or pressed together to take
/// `taken`: it is read at `time · made / taken`, in whole steps.
public record Stretched(Schedule schedule, Span made, Span taken) implements Schedule {
  /// Checks the lengths.
  public Stretched {
    Ranges.requirePositive("scaleTo", "made", made.length());
    Ranges.requirePositive("scaleTo", "taken", taken.length());
  }

  @Override
  public double at(Clock clock) {
    double ratio = made.inSteps(clock) / taken.inSteps(clock);
    return schedule.at(clock.movedTo((long) Math.floor(clock.step() * ratio)));
  }
}
