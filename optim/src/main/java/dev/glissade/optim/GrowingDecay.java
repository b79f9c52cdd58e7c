package dev.glissade.optim;

/// The decay of an average that begins short: `min(most, 1 - t^-power)`, steps `t` from 1.
public record GrowingDecay(double most, double power) implements Schedule {
  @Override
  public double at(Clock clock) {
    return Math.min(most, 1 - Math.pow(clock.step() + 1, -power));
  }
}
