package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a run goes on: from another checkpoint, with another model, in other conventions.
class ResumePointTest {
  @TempDir private Path folder;

  private Path stopped(String... changes) {
    Path run = folder.resolve("run");
    Trained.stopped(Trained.settings(changes), run, 12);
    return run;
  }

  private static void edit(Path run, String from, String to) throws IOException {
    Path file = run.resolve("run.yaml");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  private static Summary resumed(
      Path run, Optional<String> from, String accepted, List<String> warnings) {
    Set<ResumeDifference.Kind> kinds =
        accepted.isEmpty() ? Set.of() : ResumeDifference.kinds(accepted);
    var decision = new Experiment.Decision(Optional.empty(), Optional.empty(), from, kinds);
    var audience = new Experiment.Audience(_ -> {}, warnings::add, () -> false);
    try (Experiment experiment = Experiment.resume(run, decision, audience)) {
      return experiment.run();
    }
  }

  private static String refusal(Path run, Optional<String> from) {
    return assertThrows(
            IllegalArgumentException.class, () -> resumed(run, from, "", new ArrayList<>()))
        .getMessage();
  }

  @Test
  void anotherModelTakesOverWhatFitsAndSaysWhat() throws IOException {
    Path run = stopped("hidden", "5,4");
    edit(run, "- 4", "- 6");

    assertTrue(
        refusal(run, Optional.empty()).endsWith("  model     hidden  was [5,4], is now [5,6]"));
    List<String> warnings = new ArrayList<>();
    Summary summary = resumed(run, Optional.empty(), "model", warnings);

    assertEquals(2, warnings.size());
    assertEquals(
        "takes over from the checkpoint: 1.dense.weight, 7.dense.bias, 2.batchnorm.gamma,"
            + " 2.batchnorm.beta, 2.batchnorm.mean, 2.batchnorm.variance\n"
            + "begins anew: 4.dense.weight, 7.dense.weight, 5.batchnorm.gamma, 5.batchnorm.beta,"
            + " 5.batchnorm.mean, 5.batchnorm.variance, mean/weight, square/weight, mean/bias,"
            + " square/bias, mean/gain, square/gain, mean/shift, square/shift",
        warnings.getLast());
    assertEquals(Trained.hash(summary), Trained.hash(resumed(run, Optional.empty(), "", warnings)));
    assertEquals(2, warnings.size());
  }

  /// A kill right after the beginning leaves a checkpoint of the new model.
  @Test
  void aTransferIsACheckpointBeforeTheFirstStep() throws IOException {
    Path run = stopped();
    edit(run, "optimizer: \"adam\"", "optimizer: \"radam\"");
    var decision =
        new Experiment.Decision(
            Optional.empty(), Optional.empty(), Optional.empty(), ResumeDifference.kinds("model"));
    var audience = new Experiment.Audience(_ -> {}, _ -> {}, () -> true);
    try (Experiment experiment = Experiment.resume(run, decision, audience)) {
      assertEquals("interrupted", experiment.run().status());
    }
    Path copy = folder.resolve("copy");
    copy(run, copy);

    String once = Trained.hash(Trained.resumed(run));

    assertEquals(once, Trained.hash(Trained.resumed(copy)));
    assertEquals(once, Trained.hash(Trained.resumed(run)));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /// Without the settings beside it, a checkpoint still knows what its optimiser stood for.
  @Test
  void aCheckpointKnowsItsConventions() throws IOException {
    Path run = stopped("optimizer", "momentum");
    Files.delete(run.resolve("checkpoints/settings.yaml"));
    edit(run, "dialect: \"textbook\"", "dialect: \"keras\"");
    edit(run, "conventions: \"velocity: v = β v + (1 - β) g\"\n", "");

    assertEquals(
        "resume: expected the settings that the checkpoint was trained with, but got others"
            + " — help: put them back, or go on with --accept model\n"
            + "  model     dialect               was textbook, is now keras\n"
            + "  model     conventions.velocity  was v = β v + (1 - β) g, is now v = β v + α g",
        refusal(run, Optional.empty()));
    List<String> warnings = new ArrayList<>();
    assertEquals("completed", resumed(run, Optional.empty(), "model", warnings).status());
    assertTrue(warnings.getLast().contains("\nbegins anew: velocity/weight"), warnings + "");
  }

  @Test
  void aRunWhoseOptimizerMeantSomethingElseWaitsForADecision() throws IOException {
    Path run = stopped();
    edit(run, "epsilon: √ŝ + ε", "epsilon: √(ŝ + ε)");

    assertTrue(
        refusal(run, Optional.empty())
            .endsWith("  model     conventions  was epsilon: √(ŝ + ε), is now epsilon: √ŝ + ε"),
        refusal(run, Optional.empty()));
    String undisturbed = Trained.hash(Trained.run(Trained.settings(), folder.resolve("straight")));
    assertEquals(
        undisturbed, Trained.hash(resumed(run, Optional.empty(), "model", new ArrayList<>())));
    assertTrue(Files.readString(run.resolve("run.yaml")).contains("epsilon: √ŝ + ε"));
  }

  @Test
  void aRunGoesOnFromItsBestEpochOrAnyFile() throws IOException {
    Path run = folder.resolve("run");
    Summary straight =
        Trained.run(Trained.settings("keep", "last:2,best:1,every:1", "learning-rate", "0.3"), run);
    Path first = run.resolve("checkpoints/epochs/step-000000008.safetensors");
    Path kept = folder.resolve("first.safetensors");
    Files.copy(first, kept);
    int lines = Files.readAllLines(run.resolve("metrics.jsonl")).size();

    for (String from : List.of("best", kept.toString())) {
      assertEquals(
          Trained.hash(straight),
          Trained.hash(resumed(run, Optional.of(from), "", new ArrayList<>())));
      assertEquals(lines, Files.readAllLines(run.resolve("metrics.jsonl")).size());
    }
    edit(run, "learning-rate: 0.3", "learning-rate: 0.01");
    Summary other = resumed(run, Optional.of(kept.toString()), "schedule", new ArrayList<>());
    assertNotEquals(Trained.hash(straight), Trained.hash(other));
    assertEquals(straight.json().path("steps"), other.json().path("steps"));
  }

  @Test
  void placesThatAreNotThereAreRefused() {
    Path run = stopped();

    assertEquals(
        "from: expected checkpoints of the best epochs in %s, but got none — help: a run keeps them with --keep last:2,best:1"
            .formatted(run.resolve("checkpoints/best")),
        refusal(run, Optional.of("best")));
    assertEquals(
        "from: expected best, or the file of a checkpoint in %s, but got 'bset'"
            .formatted(run.resolve("checkpoints")),
        refusal(run, Optional.of("bset")));
  }
}
