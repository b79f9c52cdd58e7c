package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LrRangeTest {
  @Test
  void thePictureHasAnAxisAndTwoSuggestions() {
    String text = Invocation.done("lr-range", "digits", "--hidden", "16", "--seed", "1").out();

    assertEquals(16, text.lines().count(), text);
    assertTrue(text.contains("V") && text.contains("valley   --learning-rate 0.0"), text);
    assertTrue(text.contains("1e-07"), text);
  }

  @Test
  void theJsonHasEveryPoint() {
    JsonNode json =
        Invocation.done("lr-range", "iris", "--optimizer", "momentum", "--steps", "50", "--json")
            .json();

    assertTrue(json.path("points").size() > 20, json.toString());
    double valley = json.path("suggestion").path("valley").asDouble();
    assertTrue(valley > 1e-6 && valley < 10, json.toString());
  }

  @Test
  void aWrongRangeIsOneMessage() {
    Invocation wrong = Invocation.of("lr-range", "iris", "--from", "1", "--to", "0.1");

    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("lr-range: expected 0 < lowest rate < highest"), wrong.err());
  }
}
