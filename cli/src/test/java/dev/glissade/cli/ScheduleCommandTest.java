package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ScheduleCommandTest {
  @TempDir private Path folder;

  @Test
  void valuesAreLines() {
    String out =
        Invocation.done("schedule", "exponential:0.95", "--learning-rate", "0.2", "-q").out();

    assertEquals(
        """
        exponential:0.95
          first steps   0.2, 0.2, 0.2, 0.2, 0.2
          first epochs  0.2, 0.19, 0.1805, 0.171475, 0.162901
          quarters      0.139667, 0.0926582, 0.0647067
          highest       0.2 in step 0, epoch 0
          lowest        0.0451871 in step 2900, epoch 29
          last          0.0451871 in step 2999, epoch 29
        """,
        out);
  }

  @Test
  void severalAreDrawnOverOneAnother() {
    Path file = folder.resolve("both.svg");
    Invocation both = Invocation.done("schedule", "cosine", "one-cycle", "--out", file);

    assertTrue(both.out().startsWith("• cosine\n"), both.out());
    assertTrue(both.out().contains("\n× one-cycle\n"), both.out());
    assertTrue(both.out().contains("┤"), both.out());
    assertTrue(Files.exists(file));
  }

  @Test
  void asJsonEachIsAnObject() {
    JsonNode json = Invocation.done("schedule", "cosine", "linear", "--json").json();

    assertEquals("cosine", json.path(0).path("schedule").asString());
    assertEquals(0.05, json.path(1).path("quarters").path(1).path("value").asDouble(), 1e-12);
  }

  @Test
  void wrongFormsAndPlansAreOneMessage() {
    Invocation form =
        Invocation.of("schedule", "cosine", "stairs", "--out", folder.resolve("a.svg"));
    Invocation plan = Invocation.of("schedule", "cosine", "--epochs", "0");

    assertEquals(2, form.code());
    assertTrue(form.err().startsWith("error: schedule: expected one of "), form.err());
    assertTrue(Files.notExists(folder.resolve("a.svg")));
    assertEquals(2, plan.code());
    assertEquals("error: epochs: expected at least 1, but got 0\n", plan.err());
  }
}
