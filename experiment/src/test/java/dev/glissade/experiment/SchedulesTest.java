package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulesTest {
  @Test
  void everyFormIsRead() {
    assertEquals(Schedule.constant(0.2), Schedules.parse("constant", 0.2));
    assertEquals(Schedule.inverseTime(0.2, 0.1), Schedules.parse("inverse-time:0.1", 0.2));
    assertEquals(Schedule.exponential(0.2, 0.95), Schedules.parse("exponential:0.95", 0.2));
    assertEquals(Schedule.inverseSquareRoot(0.2, 1), Schedules.parse("inverse-sqrt:1", 0.2));
    assertEquals(Schedule.staircase(0.2, 0.5, 10), Schedules.parse("staircase:0.5:10", 0.2));
    assertEquals(
        Schedule.staircaseAt(0.2, 0.1, List.of(30, 60)),
        Schedules.parse(" staircase-at:0.1:30,60 ", 0.2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stretch", "hold", "append"})
  void anExtensionIsWrittenBehindAndReadBack(String how) {
    String once = Schedules.extend("inverse-time:0.1", 30, 60, how);
    String twice = Schedules.extend(once, 60, 90, "hold");

    assertEquals("inverse-time:0.1 +" + how + "@30-60", once);
    Schedule.Extension extension = Schedule.Extension.valueOf(how.toUpperCase(Locale.ROOT));
    Schedule expected = Schedule.inverseTime(0.2, 0.1).extendedAt(30, 60, extension);
    assertEquals(expected, Schedules.parse(once, 0.2));
    assertEquals(expected.extendedAt(60, 90, Schedule.Extension.HOLD), Schedules.parse(twice, 0.2));
  }

  /// Rates of the first and the last epoch of the longer plan, from what the help says.
  @ParameterizedTest
  @CsvSource({"hold,0.1,0.1", "append,0.4,0.1", "stretch,0.2,0.1"})
  void extensionsDoWhatTheHelpSays(String how, double afterTheOldEnd, double last) {
    // 0.4, 0.2, 0.1 at epochs 0, 1, 2; the plan of 3 epochs becomes one of 6.
    Schedule schedule = Schedules.parse("exponential:0.5 +" + how + "@3-6", 0.4);

    assertEquals(0.1, schedule.at(epoch(2)), 1e-15);
    assertEquals(afterTheOldEnd, schedule.at(epoch(3)), 1e-15);
    assertEquals(last, schedule.at(epoch(5)), 1e-15);
  }

  private static Clock epoch(long epoch) {
    return new Clock(epoch * 4, epoch, 0, epoch * 400, 4, 6);
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Schedules.parse(text, 0.2))
        .getMessage();
  }

  @Test
  void wrongPartsAreNamed() {
    assertEquals(
        "schedule: expected one of the schedules constant, inverse-time, exponential, inverse-sqrt,"
            + " staircase, staircase-at, cosine, linear, polynomial, flat-cosine, stable-decay,"
            + " one-cycle, log-cosine, restarts, warmup, plateau, but got 'inverse-tim' — help: did"
            + " you mean 'inverse-time'?",
        refusal("inverse-tim:1"));
    assertEquals(
        "schedule: expected a number, but got 'x' in 'exponential:x'", refusal("exponential:x"));
    assertEquals(
        "schedule: expected a whole number, but got '2.5' in 'staircase:0.5:2.5'",
        refusal("staircase:0.5:2.5"));
    assertEquals(
        "schedule: expected a whole number, but got '' in 'staircase-at:0.5:3,'",
        refusal("staircase-at:0.5:3,"));
    for (String text : List.of("constant:1", "inverse-time", "staircase:0.5", "staircase:1:2:3")) {
      assertEquals(
          "schedule: expected one of %s, but got '%s' in '%s'"
              .formatted(Schedules.forms(), text, text),
          refusal(text));
    }
    assertEquals("exponential: expected a positive base, but got -1.0", refusal("exponential:-1"));
  }

  @Test
  void wrongExtensionsAreNamed() {
    for (String word : List.of("hold@3-6", "-hold+3@6", "+hold@3", "+hold@3-6-9", "+hold@-3-6")) {
      assertEquals(
          "schedule: expected an extension such as +hold@30-60, but got '%s' in 'constant %s'"
              .formatted(word, word),
          refusal("constant " + word));
    }
    assertEquals(
        "schedule: expected an extension from an epoch to a later one, but got '+hold@6-6' in"
            + " 'constant +hold@6-6'",
        refusal("constant +hold@6-6"));
    assertEquals(
        "schedule: expected one of the extensions stretch, hold, append, but got 'holt' — help:"
            + " did you mean 'hold'?",
        refusal("constant +holt@3-6"));
    assertEquals(
        "schedule: expected a whole number, but got '99999999999' in 'constant"
            + " +hold@3-99999999999'",
        refusal("constant +hold@3-99999999999"));
  }
}
