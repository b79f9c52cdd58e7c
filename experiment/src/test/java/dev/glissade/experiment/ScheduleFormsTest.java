package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Plateau;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Schedules in the words of settings, on a plan of 10 epochs of 10 steps with a rate of 2.
class ScheduleFormsTest {
  private static double[] values(String text, long... steps) {
    return LongStream.of(steps)
        .mapToDouble(
            step ->
                Schedules.parse(text, 2)
                    .at(new Clock(step, step / 10, step % 10, step * 32, 10, 10)))
        .toArray();
  }

  @Test
  void shapesOverThePlanAreNamedByOneWord() {
    assertArrayEquals(new double[] {2, 1, 0}, values("cosine", 0, 50, 100), 1e-12);
    assertArrayEquals(new double[] {2, 1.1, 0.2}, values("cosine:0.1", 0, 50, 100), 1e-12);
    assertArrayEquals(new double[] {2, 1.5, 1}, values("linear:0.5", 0, 50, 100), 1e-12);
    assertArrayEquals(new double[] {2, 0.5, 0}, values("polynomial:2", 0, 50, 100), 1e-12);
    assertArrayEquals(new double[] {2, 2, 1, 0}, values("flat-cosine", 0, 50, 75, 100), 1e-12);
    assertArrayEquals(new double[] {2, 2, 1, 0}, values("stable-decay:40%", 0, 60, 80, 100), 1e-12);
    assertArrayEquals(new double[] {0.08, 2, 8e-6}, values("one-cycle:25%", 0, 25, 100), 1e-12);
    assertArrayEquals(new double[] {0, 0}, values("log-cosine", 0, 100), 1e-12);
    assertArrayEquals(new double[] {2, 1, 2, 1}, values("restarts:2:2", 0, 10, 20, 40), 1e-12);
    assertArrayEquals(new double[] {2, 1}, values("restarts:30st", 30, 15), 1e-12);
  }

  @Test
  void aPlateauRuleStandsAloneOrBehindAnotherForm() {
    assertArrayEquals(new double[] {2, 2}, values("plateau:0.5:10", 0, 99), 0);
    assertArrayEquals(new double[] {2, 1, 0}, values("cosine+plateau:0.5:10", 0, 50, 100), 1e-12);
    assertArrayEquals(new double[] {0, 2}, values("warmup:5+plateau:0.5:10", 0, 50), 0.1);
    assertEquals(
        new Plateau(Plateau.Rule.PYTORCH, false, 0.5, 10, 1e-4, 0, 2, 1e-5, 1),
        Schedules.plateau("cosine+plateau:0.5:10:2:1e-5", Dialect.TEXTBOOK).orElseThrow());
    assertEquals(
        new Plateau(Plateau.Rule.KERAS, false, 0.1, 3, 0, 1e-4, 0, 0, 1),
        Schedules.plateau("plateau:0.1:3", Dialect.KERAS).orElseThrow());
    assertTrue(Schedules.plateau("cosine", Dialect.TEXTBOOK).isEmpty());
  }

  @Test
  void afterTheWarmUpTheRestOfThePlanIsShaped() {
    assertArrayEquals(
        new double[] {0.1, 2, 1, 0}, values("warmup:2+cosine", 0, 20, 60, 100), 1e-12);
    assertArrayEquals(
        new double[] {0.2, 2, 1, 0}, values("warmup:10%+linear", 0, 10, 55, 100), 1e-12);
    assertArrayEquals(
        new double[] {0.5, 2, 1}, values("warmup:4st+exponential:0.5", 0, 3, 10), 1e-12);
  }

  @Test
  void anExtendedWarmUpKeepsItsLength() {
    String longer = Schedules.extend("warmup:2+cosine", 10, 20, "hold");

    assertEquals("warmup:2+cosine +hold@10-20", longer);
    Clock clock = new Clock(60, 6, 0, 0, 10, 20);
    assertEquals(1, Schedules.parse(longer, 2).at(clock), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "warmup:5|schedule: expected warmup:LENGTH+FORM, but got 'warmup:5' in 'warmup:5'",
        "warmup:-1+cosine|schedule: expected a length such as 5, 500st or 10%, but got '-1' in"
            + " 'warmup:-1'",
        "warmup:xst+cosine|schedule: expected a length such as 5, 500st or 10%, but got 'x' in"
            + " 'warmup:xst'",
        "stable-decay:120%|schedule: expected a share of the plan from 0% to 100%, but got '120%'"
            + " in 'stable-decay:120%'",
        "cosine:a|schedule: expected a number, but got 'a' in 'cosine:a'",
        "staircase:0.5:x|schedule: expected a whole number, but got 'x' in 'staircase:0.5:x'",
        "log-cosine:0|logCosine: expected 1 <= cycles <= 30, but got 0"
      })
  void whatCannotBeIsRefused(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Schedules.parse(text, 2)).getMessage());
  }

  @Test
  void aWrongNameOrNumberOfPartsNamesTheForms() {
    String parts =
        assertThrows(IllegalArgumentException.class, () -> Schedules.parse("cosine:1:2", 2))
            .getMessage();
    String name =
        assertThrows(IllegalArgumentException.class, () -> Schedules.parse("cosin", 2))
            .getMessage();

    assertTrue(parts.startsWith("schedule: expected one of constant, "), parts);
    assertTrue(name.endsWith("help: did you mean 'cosine'?"), name);
  }
}
