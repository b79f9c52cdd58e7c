package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.optim.Schedule.Extension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ScheduleTest {
  private static final int PER_EPOCH = 4;

  private static Clock at(long step) {
    return new Clock(step, step / PER_EPOCH, step % PER_EPOCH, step * 64, PER_EPOCH, 5);
  }

  private static double[] epochs(Schedule schedule, int count) {
    double[] values = new double[count];
    for (int epoch = 0; epoch < count; epoch++) {
      values[epoch] = schedule.at(at((long) epoch * PER_EPOCH));
      double last = schedule.at(at((long) epoch * PER_EPOCH + PER_EPOCH - 1));
      assertEquals(values[epoch], last, "within epoch " + epoch);
    }
    return values;
  }

  @Test
  void theFirstFiveValuesAreThoseThatTheDocumentationPrints() {
    assertArrayEquals(
        new double[] {0.2, 0.1, 0.2 / 3, 0.05, 0.04},
        epochs(Schedule.inverseTime(0.2, 1), 5),
        1e-15);
    assertArrayEquals(
        new double[] {0.2, 0.19, 0.1805, 0.171475, 0.16290125},
        epochs(Schedule.exponential(0.2, 0.95), 5),
        1e-15);
    assertArrayEquals(
        new double[] {0.2, 0.1414, 0.1155, 0.1, 0.0894},
        epochs(Schedule.inverseSquareRoot(0.2, 1), 5),
        5e-5);
    assertArrayEquals(
        new double[] {0.2, 0.2, 0.1, 0.1, 0.05}, epochs(Schedule.staircase(0.2, 0.5, 2), 5), 1e-15);
    assertArrayEquals(
        new double[] {0.2, 0.1, 0.1, 0.05, 0.05},
        epochs(Schedule.staircaseAt(0.2, 0.5, List.of(1, 3)), 5),
        1e-15);
    assertArrayEquals(new double[] {0.2, 0.2, 0.2, 0.2, 0.2}, epochs(Schedule.constant(0.2), 5), 0);
  }

  @Test
  void theInverseSquareRootCountsStepsWhereAsked() {
    Schedule bySteps = new Schedule.InverseSquareRoot(0.2, 2, Schedule.InverseSquareRoot.Unit.STEP);

    assertEquals(0.4, bySteps.at(at(0)), 1e-15);
    assertEquals(0.2, bySteps.at(at(3)), 1e-15);
  }

  @Test
  void aChangeHoldsFromItsStepOnAndCanBeChangedAgain() {
    Schedule changed = Schedule.inverseTime(0.2, 1).changedAt(6, 0.5).changedAt(9, 0.01);

    assertEquals(0.2, changed.at(at(3)));
    assertEquals(0.1, changed.at(at(5)));
    assertEquals(0.5, changed.at(at(6)));
    assertEquals(0.5, changed.at(at(8)));
    assertEquals(0.01, changed.at(at(9)));
    assertEquals(0.01, changed.at(at(1_000)));
  }

  @Test
  void aLongerPlanStretchesHoldsOrBeginsAnew() {
    Schedule staircase = Schedule.staircaseAt(1, 0.1, List.of(1, 2));

    assertArrayEquals(
        new double[] {1, 0.1, 0.01, 0.1, 0.01, 0.01},
        epochs(staircase.extendedAt(3, 6, Extension.STRETCH), 6),
        1e-15);
    assertArrayEquals(
        new double[] {1, 0.1, 0.01, 0.01, 0.01, 0.01},
        epochs(staircase.extendedAt(3, 6, Extension.HOLD), 6),
        1e-15);
    assertArrayEquals(
        new double[] {1, 0.1, 0.01, 1, 0.1, 0.01},
        epochs(staircase.extendedAt(3, 6, Extension.APPEND), 6),
        1e-15);
  }

  @Test
  void whatIsHeldIsTheValueOfTheLastPlannedStep() {
    assertArrayEquals(
        new double[] {0.2, 0.1, 0.1, 0.1},
        epochs(Schedule.inverseTime(0.2, 1).extendedAt(2, 4, Extension.HOLD), 4),
        1e-15);
  }

  @Test
  void anExtensionKeepsWhatAPersonChanged() {
    Schedule changed = Schedule.constant(1).changedAt(2, 0.5).extendedAt(1, 2, Extension.HOLD);

    assertEquals(0.5, changed.at(at(7)));
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    assertMessage(
        "constant: expected a finite value of at least 0, but got -0.1",
        () -> Schedule.constant(-0.1));
    assertMessage(
        "constant: expected a finite value of at least 0, but got Infinity",
        () -> Schedule.constant(Double.POSITIVE_INFINITY));
    assertMessage(
        "inverseTime: expected a positive decay, but got 0.0", () -> Schedule.inverseTime(1, 0));
    assertMessage(
        "exponential: expected a positive base, but got NaN",
        () -> Schedule.exponential(1, Double.NaN));
    assertMessage(
        "inverseSquareRoot: expected a positive k, but got 0.0",
        () -> Schedule.inverseSquareRoot(1, 0));
    assertMessage(
        "staircase: expected a positive every, but got 0.0", () -> Schedule.staircase(1, 0.5, 0));
    assertMessage(
        "staircaseAt: expected a positive factor, but got -1.0",
        () -> Schedule.staircaseAt(1, -1, List.of()));
    assertMessage(
        "changedAt: expected a finite value of at least 0, but got NaN",
        () -> Schedule.constant(1).changedAt(3, Double.NaN));
    assertMessage(
        "extendedAt: expected 1 <= epoch < planned, but got epoch=3 and planned=3",
        () -> Schedule.constant(1).extendedAt(3, 3, Extension.HOLD));
  }

  @Test
  void hyperParametersThatCannotBeAreRefused() {
    assertMessage(
        "beta: expected 0 <= beta < 1, but got 1.0",
        () -> new Momentum(Schedule.constant(1), 1, false, Dialect.TEXTBOOK));
    assertMessage(
        "beta2: expected 0 <= beta2 < 1, but got NaN", () -> Adam.of().betas(0.9, Double.NaN));
    assertMessage("beta1: expected 0 <= beta1 < 1, but got -0.1", () -> Adam.of().betas(-0.1, 0.9));
    assertMessage(
        "epsilon: expected 0 <= epsilon < 1, but got -1.0",
        () -> new RmsProp(Schedule.constant(1), 0.9, -1, Dialect.TEXTBOOK));
    assertMessage(
        "weight-decay: expected 0 <= weight-decay < 1, but got 1.0",
        () -> new AdamW(Adam.of(), 1, true));
    assertMessage(
        "clip-norm: limit must be positive, but got limit=0.0", () -> Adam.of().clipNorm(0));
  }

  private static void assertMessage(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
