package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Run folders: complete, resumable after a kill at any moment, written by one at a time.
class ExperimentTest {
  @TempDir private Path folder;

  private static List<String> names(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFinishedRunHasAllItsFiles() throws IOException {
    Path run = folder.resolve("run");
    Summary summary = Trained.run(Trained.settings(), run);

    assertEquals(
        List.of(
            ".lock",
            "checkpoints",
            "events.jsonl",
            "metrics.jsonl",
            "model.glissade",
            "report.html",
            "run.yaml",
            "summary.json"),
        names(run));
    assertEquals(summary.json() + "\n", Files.readString(run.resolve("summary.json")));
    List<String> events =
        RunLog.lines(run.resolve("events.jsonl")).stream()
            .map(line -> line.path("event").asString())
            .toList();
    assertEquals(List.of("started", "checkpoint", "checkpoint", "checkpoint", "finished"), events);
  }

  @Test
  void theSummaryHasTheKeysThatArePromised() {
    JsonNode summary = Trained.run(Trained.settings("seed", "5"), folder.resolve("run")).json();

    assertEquals(
        List.of(
            "status",
            "task",
            "examples",
            "classes",
            "epochs",
            "steps",
            "seconds",
            "examples_per_second",
            "train",
            "validation",
            "test",
            "best",
            "parameters",
            "seed",
            "threads",
            "kernels",
            "version",
            "state_sha256"),
        List.copyOf(summary.propertyNames()));
    assertEquals(
        List.of("train", "validation", "test"),
        List.copyOf(summary.path("examples").propertyNames()));
    assertEquals(
        List.of("total", "training"), List.copyOf(summary.path("seconds").propertyNames()));
    assertEquals(
        List.of("loss", "accuracy", "macro_f1"), List.copyOf(summary.path("test").propertyNames()));
    assertEquals(
        List.of("epoch", "metric", "value"), List.copyOf(summary.path("best").propertyNames()));
    assertEquals("completed", summary.path("status").asString());
    assertEquals(24, summary.path("steps").asInt());
    // Weights, γ and β of the hidden layer; weights and bias of the output.
    assertEquals(4 * 5 + 5 + 5 + 5 * 3 + 3, summary.path("parameters").asInt());
  }

  @Test
  void aRunThatWasStoppedGoesOnToTheSameBits() {
    RunSettings settings =
        Trained.settings(
            "epochs", "8", "patience", "6", "dropout", "0.3", "checkpoint-every", "3", "seed", "2");
    String undisturbed = Trained.hash(Trained.run(settings, folder.resolve("undisturbed")));
    for (int after : List.of(0, 1, 8, 13, 40)) {
      Path run = folder.resolve("stopped" + after);

      Summary stopped = Trained.stopped(settings, run, after);

      assertEquals("interrupted", stopped.status());
      assertEquals(undisturbed, Trained.hash(Trained.resumed(run)), "stopped after " + after);
      assertEquals(undisturbed, Trained.hash(Trained.resumed(run)), "and once more");
    }
  }

  /// The files that come last, in the order in which they are written: without the later ones it
  /// is as if the process had been killed in between.
  @Test
  void aKillBetweenTheLastFilesIsMendedByResuming() throws IOException {
    Path run = folder.resolve("run");
    String hash = Trained.hash(Trained.run(Trained.settings(), run));
    for (List<String> missing :
        List.of(
            List.of("summary.json"),
            List.of("summary.json", "report.html"),
            List.of("summary.json", "report.html", "model.glissade"))) {
      for (String name : missing) {
        Files.delete(run.resolve(name));
      }
      Files.writeString(run.resolve("model.glissade.77-1.part"), "half");

      assertEquals(hash, Trained.hash(Trained.resumed(run)));

      assertTrue(names(run).containsAll(missing), names(run).toString());
      assertFalse(names(run).toString().contains(".part"), names(run).toString());
    }
    assertEquals(
        24,
        RunLog.lines(run.resolve("metrics.jsonl")).stream()
            .filter(line -> line.path("interval").asString().equals("step"))
            .count());
  }

  @Test
  void aSummaryOfAnEarlierEndIsNotThereWhileTrainingGoesOn() {
    Path run = folder.resolve("run");
    Trained.run(Trained.settings(), run);
    boolean[] isThere = {true};
    var audience =
        new Experiment.Audience(
            _ -> isThere[0] = Files.exists(run.resolve("summary.json")), _ -> {}, () -> false);

    try (Experiment longer =
        Experiment.resume(
            run,
            new Experiment.Decision(
                Optional.of(5), Optional.of("hold"), Optional.empty(), Set.of()),
            audience)) {
      longer.run();
    }

    assertFalse(isThere[0]);
    assertTrue(Files.exists(run.resolve("summary.json")));
  }

  @Test
  void aFolderThatOnlyAKilledProcessTouchedIsNew() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.createFile(run.resolve(".lock"));
    Files.writeString(run.resolve("run.yaml.12-3.part"), "data: ir");

    assertEquals("completed", Trained.run(Trained.settings(), run).status());

    assertFalse(names(run).toString().contains(".part"), names(run).toString());
    assertThrows(IllegalArgumentException.class, () -> Trained.run(Trained.settings(), run));
  }

  private static String taken(Path run) {
    return ("run: expected a folder that nobody else writes, but got %s, where a training is under"
            + " way — help: wait for it or stop it; `glissade resume` goes on then")
        .formatted(run);
  }

  @Test
  void aFolderIsWrittenByOneAtATime() {
    Path run = folder.resolve("run");
    Trained.stopped(Trained.settings(), run, 10);

    try (Experiment first = Trained.resume(run, Optional.empty(), Optional.empty())) {
      assertEquals(
          taken(run),
          assertThrows(IllegalArgumentException.class, () -> Trained.resumed(run)).getMessage());
      assertEquals("completed", first.run().status());
    }
    assertEquals("completed", Trained.resumed(run).status());
  }

  @Test
  void ofTwoNewRunsInOneFolderTheSecondIsRefused() {
    Path run = folder.resolve("run");
    var none = Experiment.Audience.NONE;
    try (Experiment second = Experiment.create(Trained.settings(), run, none)) {
      try (Experiment first = Experiment.create(Trained.settings(), run, none)) {
        first.run();
        assertEquals(
            taken(run), assertThrows(IllegalArgumentException.class, second::run).getMessage());
      }
      assertTrue(
          assertThrows(IllegalArgumentException.class, second::run)
              .getMessage()
              .startsWith("out: expected a new or empty folder, but got " + run));
    }
  }

  @Test
  void aFailedResumeGivesTheFolderBack() throws IOException {
    Path run = folder.resolve("run");
    Trained.run(Trained.settings(), run);
    String settings = Files.readString(run.resolve("run.yaml"));
    Files.writeString(run.resolve("run.yaml"), settings + "nonsense: 1\n");
    assertThrows(IllegalArgumentException.class, () -> Trained.resumed(run));

    Files.writeString(run.resolve("run.yaml"), settings);
    assertEquals("completed", Trained.resumed(run).status());
  }

  @Test
  void columnsThatAreIgnoredAreKeptInTheSettings() throws IOException {
    StringBuilder text = new StringBuilder("id,x,y\n");
    for (int i = 0; i < 60; i++) {
      text.append("case ").append(i).append(',').append(i % 7).append(',').append(i % 7 > 3);
      text.append('\n');
    }
    Path data = Files.writeString(folder.resolve("data.csv"), text);
    Path run = folder.resolve("run");

    Summary first = Trained.run(Trained.settings("data", data + "", "ignore", "id"), run);

    RunSettings left = SettingsFile.read(run.resolve("run.yaml"), Map.of());
    assertEquals(List.of("id"), left.ignore());
    assertEquals(Trained.hash(first), Trained.hash(Trained.run(left, folder.resolve("again"))));
    assertEquals(1 * 5 + 5 + 5 + 5 * 2 + 2, first.json().path("parameters").asInt());
  }
}
