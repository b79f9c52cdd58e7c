package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointIntervalTest {
  @Test
  void stepsAndSecondsAreReadAndWritten() {
    assertEquals(new CheckpointInterval.Steps(500), CheckpointInterval.parse("500"));
    assertEquals(
        new CheckpointInterval.Time(Duration.ofSeconds(30)), CheckpointInterval.parse("30s"));
    assertEquals("500", CheckpointInterval.parse("500").toString());
    assertEquals("30s", CheckpointInterval.parse("30s").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "0",
        "-1",
        "0s",
        "-3s",
        "5m",
        "1.5",
        "9223372037s",
        "9223372036854775808",
        "9223372036854775807s"
      })
  void anythingElseIsRefused(String text) {
    assertEquals(
        "checkpoint-every: expected steps such as 500 or seconds such as 30s, but got '%s'"
            .formatted(text),
        assertThrows(IllegalArgumentException.class, () -> CheckpointInterval.parse(text))
            .getMessage());
  }

  @Test
  void itIsDueWhenTheStepsOrTheSecondsHavePassed() {
    CheckpointInterval steps = CheckpointInterval.parse("5");
    CheckpointInterval time = CheckpointInterval.parse("2s");

    assertFalse(steps.isDue(4, Long.MAX_VALUE));
    assertTrue(steps.isDue(5, 0));
    assertFalse(time.isDue(Long.MAX_VALUE, 1_999_999_999));
    assertTrue(time.isDue(0, 2_000_000_000));
    assertFalse(CheckpointInterval.parse("9223372036s").isDue(1, Long.MAX_VALUE / 2));
  }
}
