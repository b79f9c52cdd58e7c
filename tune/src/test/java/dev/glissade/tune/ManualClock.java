package dev.glissade.tune;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that a test sets.
final class ManualClock implements InstantSource {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  void pass(Duration time) {
    Instant _ = now.updateAndGet(it -> it.plus(time));
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
