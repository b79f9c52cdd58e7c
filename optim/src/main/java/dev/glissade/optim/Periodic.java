package dev.glissade.optim;

/// 1 in every `every`-th step, otherwise 0. The steps are `every`, `2 every`, …, counted from 1, or
/// with `isFirst` the first and every `every`-th after it.
record Periodic(int every, boolean isFirst) implements Schedule {
  @Override
  public double at(Clock clock) {
    long step = isFirst ? clock.step() : clock.step() + 1;
    return step % every == 0 ? 1 : 0;
  }
}
