package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClockTest {
  @Test
  void itCountsStepsBatchesEpochsAndSamples() {
    Clock clock = Clock.start(3, 2);
    assertEquals(new Clock(0, 0, 0, 0, 3, 2), clock);
    clock = clock.next(64).next(64);
    assertEquals(new Clock(2, 0, 2, 128, 3, 2), clock);
    clock = clock.next(10);
    assertEquals(new Clock(3, 1, 0, 138, 3, 2), clock);
    assertEquals(0.5, clock.fraction());
    assertFalse(clock.isDone());
    clock = clock.next(64).next(64).next(10);
    assertEquals(new Clock(6, 2, 0, 276, 3, 2), clock);
    assertTrue(clock.isDone());
    assertEquals(1, clock.next(1).fraction());
  }

  @Test
  void anEmptyPlanIsDone() {
    assertTrue(Clock.start(3, 0).isDone());
    assertEquals(0, Clock.start(3, 0).fraction());
  }
}
