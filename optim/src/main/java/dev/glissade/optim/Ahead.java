package dev.glissade.optim;

/// What another schedule says some steps later.
record Ahead(Schedule of, long steps) implements Schedule {
  @Override
  public double at(Clock clock) {
    return of.at(clock.movedTo(clock.step() + steps));
  }
}
