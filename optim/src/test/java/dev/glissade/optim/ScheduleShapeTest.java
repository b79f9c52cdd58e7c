package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.optim.Points.Point;
import dev.glissade.optim.Schedule.Extension;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Shapes over the whole plan and the algebra of schedules; the golden files compare them with the
/// frameworks.
class ScheduleShapeTest {
  private static final int PER_EPOCH = 10;

  private static Clock at(long step, long planned) {
    return new Clock(step, step / PER_EPOCH, step % PER_EPOCH, step * 64, PER_EPOCH, planned);
  }

  /// The values at some steps of a plan of 4 epochs of 10 steps.
  private static double[] values(Schedule schedule, long... steps) {
    return LongStream.of(steps).mapToDouble(step -> schedule.at(at(step, 4))).toArray();
  }

  @Test
  void aDecayOverThePlanBeginsAndEndsExactlyAndStaysAtItsEnd() {
    double[] half = {2, 1.25, 0.5, 0.5};

    assertArrayEquals(half, values(Schedule.cosine(2, 0.5), 0, 20, 40, 90), 1e-15);
    assertArrayEquals(half, values(Schedule.linear(2, 0.5), 0, 20, 40, 90), 1e-15);
    assertArrayEquals(
        new double[] {2, 0.5 + 1.5 / 8, 0.5},
        values(Schedule.polynomial(2, 0.5, 3), 0, 20, 40),
        1e-15);
    assertArrayEquals(
        new double[] {2, 2, 1, 0}, values(Schedule.flatCosine(2, 0.5), 0, 20, 30, 40), 1e-15);
    assertArrayEquals(
        new double[] {2, 2, 1, 0},
        values(Schedule.stableThenDecay(2, 0.2, Curve.LINEAR), 0, 32, 36, 40),
        1e-15);
    assertArrayEquals(
        new double[] {2, 1, 0},
        values(Schedule.stableThenDecay(2, 0.4, Curve.ROOT), 24, 28, 40),
        1e-15);
  }

  @Test
  void oneCycleGoesUpAndFarDown() {
    Schedule cycle = Schedule.oneCycle(1, 0.25);

    assertArrayEquals(
        new double[] {0.04, 0.52, 1, 0.500002, 4e-6}, values(cycle, 0, 5, 10, 25, 40), 1e-15);
    assertEquals(4e-6, cycle.at(at(400, 4)), 1e-15);
  }

  @Test
  void theLogarithmicCosineHasFourTopsEachLongerThanTheLast() {
    Schedule schedule = new LogCosine(3, 4);
    double[] tops = new double[4];
    double[] bottoms = new double[5];
    for (int i = 0; i <= 4; i++) {
      bottoms[i] = schedule.at(new Clock((1L << i) - 1, 0, 0, 0, 1, 15));
    }
    for (int i = 0; i < 4; i++) {
      long step = Math.round((Math.pow(2, i + 0.5) - 1) / 15 * 1_000_000);
      tops[i] = schedule.at(new Clock(step, 0, 0, 0, 1, 1_000_000));
    }

    assertArrayEquals(new double[] {3, 3, 3, 3}, tops, 1e-9);
    assertArrayEquals(new double[5], bottoms, 1e-12);
  }

  @Test
  void warmUpMovesAtItsFirstStepAndIsOverAfterItsLength() {
    assertArrayEquals(
        new double[] {0.5, 1, 2, 2},
        values(Schedule.constant(2).warmup(Span.steps(4)), 0, 1, 3, 4),
        1e-15);
    assertArrayEquals(
        new double[] {0.1, 1, 1},
        values(Schedule.constant(1).warmup(Span.epochs(1)), 0, 9, 10),
        1e-15);
    assertArrayEquals(new double[] {1, 1}, values(Schedule.constant(1).warmup(Span.NONE), 0, 1), 0);
  }

  @Test
  void restartsBeginAtTheTopAndTakeLonger() {
    Schedule restarts = Schedule.warmRestarts(1, 0.2, Span.epochs(1), 2);

    assertArrayEquals(new double[] {1, 0.6, 1, 0.6, 1}, values(restarts, 0, 5, 10, 20, 30), 1e-15);
  }

  @Test
  void whatFollowsCountsItsTimeFromThere() {
    Schedule both = Schedule.exponential(1, 0.5).then(Span.epochs(2), Schedule.exponential(8, 0.5));

    assertArrayEquals(new double[] {1, 0.5, 8, 4}, values(both, 0, 19, 20, 30), 1e-15);
  }

  @Test
  void schedulesAreMultipliedAddedAndBounded() {
    Schedule falling = Schedule.linear(4, 0);
    Schedule two = Schedule.constant(2);

    assertArrayEquals(new double[] {8, 4, 0}, values(falling.times(2), 0, 20, 40), 1e-15);
    assertArrayEquals(new double[] {6, 4, 2}, values(falling.plus(two), 0, 20, 40), 1e-15);
    assertArrayEquals(new double[] {2, 2, 0}, values(falling.min(two), 0, 20, 40), 1e-15);
    assertArrayEquals(new double[] {4, 2, 2}, values(falling.max(two), 0, 20, 40), 1e-15);
    assertArrayEquals(
        new double[] {3, 1}, values(Schedule.constant(4).minus(falling), 30, 10), 1e-15);
  }

  @Test
  void aScheduleOfOneLengthIsScaledToAnother() {
    Schedule stairs = Schedule.staircase(1, 0.5, 1);

    assertArrayEquals(
        new double[] {1, 1, 0.5, 0.25},
        values(stairs.scaleTo(Span.epochs(2), Span.WHOLE), 0, 19, 20, 40),
        1e-15);
  }

  @Test
  void pointsAreJoinedByLinesOrHeld() {
    List<Point> points =
        List.of(
            new Point(Span.NONE, 1), new Point(Span.epochs(1), 3), new Point(Span.share(0.5), 2));

    assertArrayEquals(
        new double[] {1, 2, 3, 2.5, 2, 2},
        values(new Points(points, Curve.LINEAR), 0, 5, 10, 15, 20, 50),
        1e-15);
    assertArrayEquals(
        new double[] {1, 1, 3, 3, 2}, values(new Points(points, Curve.HOLD), 0, 9, 10, 19, 20), 0);
  }

  @Test
  void decayWithinAnEpochMeetsTheStaircaseAtItsEnds() {
    Schedule smooth = new Schedule.Exponential(1, 0.25, Span.epochs(1), false);
    Schedule stairs = Schedule.exponential(1, 0.25);

    assertArrayEquals(values(stairs, 0, 10, 30), values(smooth, 0, 10, 30), 1e-15);
    assertArrayEquals(new double[] {0.5, 0.125}, values(smooth, 5, 15), 1e-15);
    assertArrayEquals(
        new double[] {2.0 / 3},
        values(new Schedule.InverseTime(1, 1, Span.steps(10), false), 5),
        1e-15);
  }

  @Test
  void anExtendedPlanDoesNotBendWhatWasTrainedAlready() {
    Schedule cosine = Schedule.cosine(1, 0.1);
    Schedule held = cosine.extendedAt(4, 8, Extension.HOLD);
    Schedule again = cosine.extendedAt(4, 8, Extension.APPEND);
    for (long step = 0; step < 40; step++) {
      assertEquals(cosine.at(at(step, 4)), held.at(at(step, 8)), "step " + step);
      assertEquals(cosine.at(at(step, 4)), again.at(at(step + 40, 8)), "step " + step);
    }
    assertEquals(cosine.at(at(39, 4)), held.at(at(70, 8)));
  }

  @Test
  void aPlanThatBeginsWithALowRateNeverRisesAgain() {
    Schedule schedule = Schedule.cosine(1, 0).warmup(Span.share(0.1));
    double before = 0;
    boolean isFalling = false;
    for (long step = 0; step < 40; step++) {
      double value = schedule.at(at(step, 4));
      isFalling |= value < before;
      assertTrue(!isFalling || value <= before, "step " + step);
      before = value;
    }
  }

  @Test
  void shapesThatCannotBeAreRefused() {
    assertMessage(
        "span: expected a finite length of at least 0, but got -1.0", () -> Span.steps(-1));
    assertMessage(
        "ramp: expected a finite to of at least 0, but got NaN",
        () -> Schedule.linear(1, Double.NaN));
    assertMessage(
        "polynomial: expected a positive exponent, but got 0.0",
        () -> Schedule.polynomial(1, 0, 0));
    assertMessage(
        "cycle: expected low <= high, growth >= 1 and a way up or down, but got low=0.0, high=1.0,"
            + " growth=1.0, up=0.0, down=0.0",
        () -> Schedule.warmRestarts(1, 0, Span.NONE, 1));
    assertMessage(
        "points: expected at least one point, but got none",
        () -> new Points(List.of(), Curve.LINEAR));
    assertMessage("logCosine: expected 1 <= cycles <= 30, but got 0", () -> new LogCosine(1, 0));
    assertMessage(
        "scaleTo: expected a positive taken, but got 0.0",
        () -> Schedule.constant(1).scaleTo(Span.WHOLE, Span.NONE));
  }

  private static void assertMessage(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
