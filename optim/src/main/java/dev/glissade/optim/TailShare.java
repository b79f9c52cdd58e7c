package dev.glissade.optim;

/// How much of the average of a tail of training is the newest value: 1 up to the first end of an
/// epoch after `start`, then `1/2`, `1/3`, … at the ends of the next ones, and 0 between them.
/// What moves by this share is the newest value at first, then the mean over the ends of epochs.
public record TailShare(Span start) implements Schedule {
  @Override
  public double at(Clock clock) {
    long perEpoch = Math.max(1, clock.stepsPerEpoch());
    long first = (long) Math.floor(start.inSteps(clock) / perEpoch);
    boolean isEnd = clock.batch() + 1 == perEpoch;
    long averaged = clock.epoch() - first + (isEnd ? 1 : 0);
    if (averaged <= 1 && (isEnd || averaged < 1)) {
      return 1;
    }
    return isEnd ? 1.0 / averaged : 0;
  }
}
