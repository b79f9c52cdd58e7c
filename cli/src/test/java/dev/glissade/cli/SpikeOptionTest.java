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

/// `--on-spike`: gradient descent on iris' numbers, at a rate at which it must diverge.
class SpikeOptionTest {
  @TempDir private Path folder;

  private Invocation train(String name, String... options) {
    Object[] arguments = {
      "train",
      "melbourne",
      "--optimizer=gradient-descent",
      "--learning-rate=40",
      "--batch-norm=false",
      "--hidden=none",
      "--epochs=3",
      "--out",
      folder.resolve(name)
    };
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return Invocation.of(all);
  }

  private List<JsonNode> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream()
        .map(line -> new ObjectMapper().readTree(line))
        .toList();
  }

  @Test
  void withoutItTheTrainingStops() {
    Invocation stopped = train("run", "-q");

    assertEquals(1, stopped.code());
    assertTrue(stopped.err().contains("train: expected a finite loss"), stopped.err());
  }

  @Test
  void theRateIsLoweredAndTheEventsSayWhen() throws IOException {
    Invocation lowered = train("run", "--on-spike", "lower-rate:100:10");

    assertEquals(0, lowered.code(), lowered.err());
    assertTrue(lowered.err().contains("spike in step "), lowered.err());
    List<JsonNode> spikes =
        lines("run/events.jsonl").stream()
            .filter(line -> line.path("event").asString().equals("spike"))
            .toList();
    assertFalse(spikes.isEmpty());
    for (JsonNode spike : spikes) {
      assertEquals("lower-rate", spike.path("remedy").asString());
      assertTrue(spike.path("back_to_step").asLong() < spike.path("step").asLong());
      assertFalse(spike.path("first_seen_in").asString().isBlank());
    }
  }

  /// What was measured before going back is measured again and must not stand there twice.
  @Test
  void metricsHaveEveryStepOnce() throws IOException {
    train("run", "--on-spike", "lower-rate:100:10", "-q");
    List<Long> steps =
        lines("run/metrics.jsonl").stream()
            .filter(line -> line.path("interval").asString().equals("step"))
            .map(line -> line.path("step").asLong())
            .toList();

    assertEquals(steps.stream().distinct().sorted().toList(), steps);
    assertEquals(steps.size(), steps.getLast());
  }

  @Test
  void theRunFileRepeatsItToTheBit() {
    JsonNode first = train("one", "--on-spike", "lower-rate:100:10", "-q", "--json").json();
    Path resolved = folder.resolve("one/run.yaml");
    JsonNode second =
        Invocation.done("train", resolved, "--out", folder.resolve("two"), "-q", "--json").json();

    assertEquals(first.path("state_sha256").asString(), second.path("state_sha256").asString());
  }

  @Test
  void aWrongPolicyIsOneMessage() {
    Invocation wrong = train("run", "--on-spike", "ignore");

    assertEquals(2, wrong.code());
    assertEquals(
        "error: on-spike: expected one of stop, lower-rate, quarantine, or as in"
            + " quarantine:100:50, but got 'ignore'\n",
        wrong.err());
    assertFalse(Files.exists(folder.resolve("run")));
  }
}
