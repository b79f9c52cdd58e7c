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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeDifferenceTest {
  @TempDir private Path folder;

  private Path stopped() {
    Path run = folder.resolve("run");
    Trained.stopped(Trained.settings("seed", "5"), run, 12);
    return run;
  }

  private static void edit(Path run, String from, String to) throws IOException {
    Path file = run.resolve("run.yaml");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  private static Summary resumed(Path run, String accepted, List<String> warnings) {
    Set<ResumeDifference.Kind> kinds =
        accepted.isEmpty() ? Set.of() : ResumeDifference.kinds(accepted);
    var decision =
        new Experiment.Decision(Optional.empty(), Optional.empty(), Optional.empty(), kinds);
    var audience = new Experiment.Audience(_ -> {}, warnings::add, () -> false);
    try (Experiment experiment = Experiment.resume(run, decision, audience)) {
      return experiment.run();
    }
  }

  private static String refusal(Path run, String accepted) {
    return assertThrows(
            IllegalArgumentException.class, () -> resumed(run, accepted, new ArrayList<>()))
        .getMessage();
  }

  @Test
  void anotherRateIsShownAndWaitsForADecision() throws IOException {
    String undisturbed =
        Trained.hash(Trained.run(Trained.settings("seed", "5"), folder.resolve("straight")));
    Path run = stopped();
    edit(run, "learning-rate: 0.001", "learning-rate: 0.01");

    assertEquals(
        "resume: expected the settings that the checkpoint was trained with, but got others"
            + " — help: put them back, or go on with --accept schedule\n"
            + "  schedule  learning-rate  was 0.001, is now 0.01",
        refusal(run, ""));
    assertEquals(refusal(run, ""), refusal(run, "model"));

    List<String> warnings = new ArrayList<>();
    Summary summary = resumed(run, "schedule", warnings);

    assertNotEquals(undisturbed, Trained.hash(summary));
    assertEquals(
        List.of("goes on with other settings:\n  schedule  learning-rate  was 0.001, is now 0.01"),
        warnings);
    assertTrue(
        Files.readString(run.resolve("events.jsonl"))
            .contains("\"resume_difference\",\"is_now\":\"0.01\",\"kind\":\"schedule\""));
    assertEquals(Trained.hash(summary), Trained.hash(resumed(run, "", warnings)));
  }

  @Test
  void whatDoesNotChangeTheBitsNeedsNoDecision() throws IOException {
    String undisturbed =
        Trained.hash(Trained.run(Trained.settings("seed", "5"), folder.resolve("straight")));
    Path run = stopped();
    edit(run, "threads: 1", "threads: 2");

    assertEquals(undisturbed, Trained.hash(resumed(run, "", new ArrayList<>())));
  }

  @Test
  void anotherModelWithTheSameStateGoesOnWhenAccepted() throws IOException {
    Path run = stopped();
    edit(run, "activation: \"relu\"", "activation: \"tanh\"");

    assertTrue(refusal(run, "").contains("--accept model"), refusal(run, ""));
    assertEquals("completed", resumed(run, "model", new ArrayList<>()).status());
  }

  @Test
  void changedDataWaitForADecision() throws IOException {
    Path data = folder.resolve("data.csv");
    String rows = "1,2,x\n2,1,y\n3,5,x\n4,4,y\n".repeat(20);
    Files.writeString(data, "a,b,class\n" + rows);
    Path run = folder.resolve("run");
    Trained.stopped(Trained.settings("data", data.toString()), run, 5);
    Files.writeString(data, "a,b,class\n" + rows.replaceFirst("1,2,x", "1,3,x"));

    assertTrue(refusal(run, "").contains("the data have changed since"), refusal(run, ""));
    assertEquals("completed", resumed(run, "data", new ArrayList<>()).status());
  }

  @Test
  void kindsThatDoNotExistAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> ResumeDifference.kinds("shedule"));
    assertTrue(e.getMessage().contains("did you mean 'schedule'"), e.getMessage());
  }
}
