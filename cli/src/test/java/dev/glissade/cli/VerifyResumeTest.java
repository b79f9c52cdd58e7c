package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// With processes that are really killed; other optimisers are stopped within one process.
class VerifyResumeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"adam", "muon"})
  void killedProcessesContinueToTheSameBits(String optimizer) {
    Path run = folder.resolve("run");
    Invocation.done(
        "train",
        "iris",
        "--optimizer",
        optimizer,
        "--epochs",
        "12",
        "--hidden",
        "8",
        "--accumulate",
        "2",
        "--average",
        "swa:0.5",
        "--schedule",
        "warmup:1+plateau:0.5:1",
        "--dropout",
        "0.2",
        "--patience",
        "9",
        "--batch-size",
        "16",
        "--out",
        run,
        "-q");

    JsonNode result = Invocation.done("verify-resume", run, "--kills", "1", "--json", "-q").json();

    assertEquals("exact", result.path("status").asString());
    assertTrue(result.path("compared").asInt() > 20, result.toString());
    assertEquals(2, result.path("attempts").size());
    int half = result.path("attempts").path(0).path("killed_after_steps").path(0).asInt();
    assertEquals(result.path("steps").asInt() / 2, half);
    assertEquals(1, result.path("attempts").path(1).path("killed_after_steps").size());
  }

  @Test
  void wrongUseIsOneMessage() {
    Invocation missing = Invocation.of("verify-resume", folder.resolve("none"));
    Invocation few = Invocation.of("verify-resume", folder, "--steps", "1");

    assertEquals(2, missing.code());
    assertTrue(missing.err().contains("expected a folder with a run.yaml"), missing.err());
    assertEquals(2, few.code());
    assertTrue(few.err().contains("expected at least 2 steps"), few.err());
  }
}
