package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What people do with the trials of a study, and what time and disk space do.
class StudyHandTest {
  @TempDir private Path folder;

  private Path tune(String name, String... options) {
    Path study = folder.resolve(name);
    Invocation.done(tuning(study, options));
    return study;
  }

  private static Object[] tuning(Path study, String... options) {
    List<Object> arguments = new ArrayList<>(List.of("tune", "iris", "--leaders", "0", "--quiet"));
    arguments.addAll(List.of("--space", "rate", "--sampler", "random", "--out", study));
    arguments.addAll(List.of(options));
    return arguments.toArray();
  }

  private static JsonNode trial(Path study, int number) {
    return Invocation.done("study", "show", study, "--trial", number, "--json").json();
  }

  private static String state(Path study, int number) {
    return trial(study, number).get("state").asString();
  }

  private static int reports(Path study, int number) {
    return trial(study, number).get("reports").size();
  }

  private static String events(Path study) {
    return Invocation.done("study", "replay", study).out();
  }

  private static void isReplayed(Path study) {
    String out = Invocation.done("study", "replay", study, "--verify").out();
    assertTrue(out.contains(": all the same\n"), out);
  }

  /// Waits until a trial has so many reports.
  private static void await(Path study, int reports) throws InterruptedException {
    boolean isThere = false;
    while (!isThere) {
      Thread.sleep(20);
      Invocation shown = Invocation.of("study", "show", study, "--trial", 0, "--json");
      isThere = shown.code() == 0 && shown.json().get("reports").size() >= reports;
    }
  }

  @Test
  void aTrialPausesInItsMidstAndIsPromotedToItsEnd() throws Exception {
    String[] options = {"--trials", "1", "--epochs", "1500", "--batch-size", "4", "--jobs", "1"};
    Path study = folder.resolve("paused");
    CompletableFuture<Invocation> tuning =
        CompletableFuture.supplyAsync(() -> Invocation.of(tuning(study, options)));
    await(study, 2);

    String asked =
        Invocation.done("study", "pause", study, "0", "--reason", "the machine is needed").out();

    assertEquals(
        "pause trial 0: asked; a process at the study does it, or: glissade tune " + study + "\n",
        asked);
    assertEquals(0, tuning.get().code(), tuning.get().err());
    assertEquals("paused", state(study, 0));
    int paused = reports(study, 0);
    assertTrue(paused >= 2 && paused < 1500, "reports " + paused);
    assertTrue(events(study).contains("the machine is needed"));

    Invocation.done("study", "promote", study, "0");
    Invocation.done("tune", study, "--quiet");

    assertEquals("complete", state(study, 0));
    assertEquals(
        trial(tune("undisturbed", options), 0).get("reports"), trial(study, 0).get("reports"));
    isReplayed(study);
  }

  @Test
  void aTrialThatWasStoppedIsPromotedToItsEnd() {
    Path study =
        tune("stopped", "--trials", "12", "--epochs", "8", "--stopper", "median(startup=3)");
    int stopped = 0;
    while (!state(study, stopped).equals("stopped")) {
      stopped++;
    }
    JsonNode before = trial(study, stopped).get("reports");
    assertTrue(before.size() < 8, before + "");

    String asked = Invocation.done("study", "promote", study, stopped).out();
    Invocation.done("tune", study, "--quiet");

    assertTrue(asked.startsWith("promote trial " + stopped + ": asked; "), asked);
    JsonNode after = trial(study, stopped).get("reports");
    assertTrue(after.size() > before.size(), after + "");
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.get(i), after.get(i));
    }
    isReplayed(study);
  }

  @Test
  void whatAForkSetsHoldsAgainstAKnobThatWasTurned() {
    Path study = tune("forked", "--trials", "1", "--epochs", "6");
    String rate = trial(study, 0).get("parameters").get("learning-rate").asString();
    Invocation.done("study", "set", study, "0", "learning-rate", "0.5");
    Invocation.done("study", "extend", study, "0", "--epochs", "9");
    Invocation.done("tune", study, "--quiet");

    Invocation.done(
        "study", "fork", study, "0", "--set", "learning-rate=" + rate, "--epochs", "12");
    Invocation.done("study", "extend", study, "0", "--epochs", "12");
    Invocation.done("tune", study, "--quiet");

    JsonNode turned = trial(study, 0).get("reports");
    JsonNode forked = trial(study, 1).get("reports");
    assertEquals(12, turned.size());
    assertEquals(10, forked.get(0).get("step").asInt());
    assertNotEquals(turned.get(9), forked.get(0), "the rate is the one that was set");
    isReplayed(study);
  }

  @Test
  void aTrialThatTakesTooLongIsStoppedAndCountsAsFarAsItCame() {
    Path study = tune("late", "--trials", "2", "--epochs", "1000000", "--trial-timeout", "3s");

    assertEquals("stopped", state(study, 0));
    assertEquals("stopped", state(study, 1));
    assertTrue(reports(study, 0) > 1, trial(study, 0) + "");
    String events = events(study);
    assertEquals(2, events.lines().filter(it -> it.contains("\"is_over\":true")).count(), events);
    assertTrue(events.contains("\"note\":\"time over after step " + reports(study, 0) + "\""));
    isReplayed(study);

    Invocation wrong = Invocation.of(tuning(folder.resolve("never"), "--trial-timeout", "0s"));
    assertEquals(
        "error: trial-timeout: expected a positive length of time, but got 0s\n", wrong.err());
    assertEquals(2, wrong.code());
  }

  @Test
  void onlyTheBestTrialsKeepTheirCheckpoints() throws IOException {
    Path study = tune("small", "--trials", "40", "--epochs", "1", "--lag", "2", "--jobs", "1");
    Path checkpoints = study.resolve("checkpoints");
    List<Path> before = files(checkpoints);
    assertEquals(40, before.size(), "too young to be deleted");
    for (Path each : before) {
      Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    Invocation.done("tune", study, "--quiet");

    int kept = files(checkpoints).size();
    assertTrue(kept >= 20 && kept <= 22, "files " + kept);
    int number = discarded(study);
    Invocation refused =
        Invocation.of(
            "study", "fork", study, number, "--set", "learning-rate=0.01", "--epochs", "2");
    assertEquals(
        "error: trial %d: expected one with a checkpoint, but got one without\n".formatted(number),
        refused.err());
    Invocation.done("study", "extend", study, number, "--epochs", "2");
    Invocation.done("tune", study, "--quiet");
    assertEquals(2, reports(study, number));
    isReplayed(study);
  }

  /// The first trial whose checkpoint was not kept.
  private static int discarded(Path study) {
    String event =
        events(study).lines().filter(it -> it.contains("discarded")).findFirst().orElseThrow();
    return new ObjectMapper().readTree(event).get("trials").get(0).asInt();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
