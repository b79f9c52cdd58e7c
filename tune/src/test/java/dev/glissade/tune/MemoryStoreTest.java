package dev.glissade.tune;

import java.time.Duration;

class MemoryStoreTest extends StudyStoreContract {
  private final ManualClock clock = new ManualClock();

  @Override
  protected StudyStore open() {
    return new MemoryStore(clock);
  }

  @Override
  protected void pass(StudyStore store, Duration time) {
    clock.pass(time);
  }
}
