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

/// `glissade lint`, and what `glissade train` says before its first step.
class LintCommandTest {
  private static final String FOUND =
      "patience-too-long: patience is 9 epochs, but the plan has 3; the training can never end"
          + " early — help: a patience of a tenth to a third of the plan, or more epochs\n";

  @TempDir private Path folder;

  @Test
  void findingsAreLinesOnStandardOutput() {
    Invocation lint = Invocation.of("lint", "iris", "--epochs", "3", "--patience", "9");

    assertEquals(0, lint.code());
    assertEquals(FOUND, lint.out());
    assertEquals("", lint.err());
  }

  @Test
  void nothingFoundIsSaidUnlessQuiet() {
    Invocation lint = Invocation.done("lint", "iris");
    Invocation quiet = Invocation.done("lint", "iris", "--quiet", "--strict");

    assertEquals("nothing found\n", lint.err());
    assertEquals("", lint.out() + quiet.out() + quiet.err());
  }

  @Test
  void asJsonTheyHaveAllTheirParts() {
    JsonNode found =
        Invocation.done("lint", "iris", "--epochs", "3", "--patience", "9", "--json").json();

    assertEquals(1, found.size());
    assertEquals("patience-too-long", found.path(0).path("rule").asString());
    for (String part : List.of("what", "why", "help")) {
      assertFalse(found.path(0).path(part).asString().isBlank(), part);
    }
    assertEquals("[]", Invocation.done("lint", "iris", "--json").json().toString());
  }

  @Test
  void strictFindingsExitWithTwo() {
    assertEquals(2, Invocation.of("lint", "iris", "--epochs=3", "--patience=9", "--strict").code());
  }

  @Test
  void trainingSaysThemAndGoesOn() throws IOException {
    Path run = folder.resolve("run");
    Invocation train = train(run);

    assertEquals(0, train.code());
    assertTrue(train.err().contains("lint: " + FOUND), train.err());
    String events = Files.readString(run.resolve("events.jsonl"));
    assertTrue(events.contains("\"event\":\"finding\""), events);
    assertTrue(events.contains("\"rule\":\"patience-too-long\""), events);
    Invocation again = Invocation.of("lint", run.resolve("run.yaml"));
    assertEquals(FOUND, again.out());
  }

  @Test
  void strictTrainingRefusesAndWritesNothing() {
    Path run = folder.resolve("run");
    Invocation train = train(run, "--strict", "-q");

    assertEquals(2, train.code());
    assertEquals(
        "lint: "
            + FOUND
            + "error: lint: expected no findings with --strict, but got 1 — help: mend them, or"
            + " leave --strict out\n",
        train.err());
    assertFalse(Files.exists(run));
    assertEquals(0, Invocation.of("train", "iris", "--strict", "-q", "--out", run).code());
  }

  private static Invocation train(Path run, String... more) {
    Object[] arguments = {"train", "iris", "--epochs", "3", "--patience", "9", "--out", run};
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Invocation.of(all);
  }

  @Test
  void wrongSettingsAreRefusedWithOneMessage() {
    Invocation wrong = Invocation.of("lint", "iris", "--optimizer", "adamm");

    assertEquals(2, wrong.code());
    assertTrue(wrong.err().startsWith("error: optimizer: expected one of "), wrong.err());
    assertEquals(1, wrong.err().lines().count());
  }
}
