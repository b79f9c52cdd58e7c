package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What is seen of single steps goes into `metrics.jsonl` and `report.html`.
class TelemetryReportTest {
  @TempDir private Path folder;

  private List<JsonNode> telemetry(String... options) throws IOException {
    Path run = folder.resolve("run");
    Object[] arguments = {"train", "digits", "--epochs", "12", "-q", "--out", run};
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    Invocation.done(all);
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(line -> new ObjectMapper().readTree(line))
        .filter(line -> line.path("interval").asString("").equals("telemetry"))
        .toList();
  }

  @Test
  void everyRoleHasItsNumbers() throws IOException {
    List<JsonNode> lines = telemetry("--clip-norm", "0.1");

    assertEquals(List.of(64, 256), lines.stream().map(line -> line.path("step").asInt()).toList());
    for (JsonNode line : lines) {
      for (String role : List.of("weight", "bias", "gain", "shift")) {
        JsonNode numbers = line.path("roles").path(role);
        for (String name :
            List.of("parameter_norm", "gradient_norm", "change_norm", "change_ratio")) {
          assertTrue(numbers.path(name).asDouble() > 0, role + " " + name + " in " + line);
        }
        assertTrue(numbers.path("effective_rate").asDouble() > 0, line.toString());
        assertTrue(numbers.path("epsilon_share").isNumber(), line.toString());
      }
      assertEquals(1, line.path("clipped").asInt());
      assertTrue(line.path("dead_units").path("3.relu").isNumber(), line.toString());
      assertTrue(line.path("gradient_noise").path("variance").asDouble() > 0, line.toString());
    }
  }

  @Test
  void theReportDrawsThem() throws IOException {
    telemetry();
    String report = Files.readString(folder.resolve("run/report.html"));

    assertTrue(report.contains("<h2>Single steps</h2>"));
    for (String title :
        List.of("Change of parameters, relative", "Effective rate", "Share of dead units")) {
      assertTrue(report.contains("aria-label=\"" + title + "\""), title);
    }
    assertFalse(report.contains("Share of steps that were clipped"));
  }
}
