package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Options that reach from `run.yaml` into the training: noise, statistics, folding, smoothing.
class TrainingOptionsTest {
  @TempDir private Path folder;

  private String refusal(String... changes) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> Preparation.of(Trained.settings(changes)).trainer())
        .getMessage();
  }

  private String hash(String name, String... changes) {
    return Trained.hash(Trained.run(Trained.settings(changes), folder.resolve(name)));
  }

  @Test
  void gradientNoiseIsAnOptionOfItsOwn() {
    String plain = hash("plain");

    assertNotEquals(plain, hash("noisy", "gradient-noise", "0.01"));
    assertEquals(
        hash("usual", "gradient-noise", "0.3"), hash("said", "gradient-noise", "0.3:0.55"));
    assertEquals(plain, hash("none", "gradient-noise", "none"));
    assertEquals(
        "gradient-noise: expected a positive eta, but got 0.0", refusal("gradient-noise", "0"));
    assertEquals(
        "gradient-noise: expected a number, but got 'much' in 'much'",
        refusal("gradient-noise", "much"));
  }

  private Path csv() throws IOException {
    Path data = folder.resolve("data.csv");
    StringBuilder text = new StringBuilder("a,b,class\n");
    for (int i = 0; i < 120; i++) {
      text.append(i % 7).append(',').append(i % 11).append(',').append(i % 7 > i % 11 ? "x" : "y");
      text.append('\n');
    }
    Files.writeString(data, text);
    return data;
  }

  private static ModelFile model(Path run) {
    return ModelFile.find(run);
  }

  /// The share of batch normalisation is in the weights, and the answers are the same.
  @Test
  void aFoldedModelHasNoNormalisationAndTheSameAnswers() throws IOException {
    String data = csv().toString();
    for (String statistics : Norms.statistics()) {
      Path plain = folder.resolve("plain-" + statistics);
      Path folded = folder.resolve("folded-" + statistics);
      String[] settings = {"data", data, "hidden", "9,5", "norm-statistics", statistics};
      String[] fold = java.util.Arrays.copyOf(settings, settings.length + 2);
      fold[settings.length] = "fold-norm";
      fold[settings.length + 1] = "true";
      Trained.run(Trained.settings(settings), plain);
      Trained.run(Trained.settings(fold), folded);

      assertTrue(hasBatchNorm(model(plain)));
      assertFalse(hasBatchNorm(model(folded)));
      try (Predictor first = new Predictor(model(plain));
          Predictor second = new Predictor(model(folded))) {
        double[][] expected = first.predict(data).values();
        double[][] actual = second.predict(data).values();
        for (int i = 0; i < expected.length; i++) {
          assertArrayEquals(expected[i], actual[i], 1e-5);
        }
      }
    }
  }

  private static boolean hasBatchNorm(ModelFile file) {
    return ((Sequential) file.description().layer())
        .layers().stream().anyMatch(BatchNorm.class::isInstance);
  }

  /// What the model file answers is what the run was judged by.
  @Test
  void exactStatisticsAreJudgedAndKept() throws IOException {
    String data = csv().toString();
    Path run = folder.resolve("exact");
    Summary summary =
        Trained.run(
            Trained.settings(
                "data", data, "norm-statistics", "exact-at-end", "validation", "0", "test", "0"),
            run);

    try (Predictor predictor = new Predictor(model(run))) {
      assertEquals(
          summary.evaluations().orElseThrow().train().loss(),
          predictor.evaluate(data).metrics().loss(),
          1e-6);
    }
    assertNotEquals(
        summary.json().path("train"),
        Trained.run(
                Trained.settings("data", data, "validation", "0", "test", "0"),
                folder.resolve("running"))
            .json()
            .path("train"));
  }

  @Test
  void whatIsForBatchNormalisationWantsOne() {
    assertEquals(
        "norm-statistics: expected running without batch norm, but got exact",
        refusal("norm", "layer", "norm-statistics", "exact"));
    assertEquals(
        "fold-norm: expected false without batch norm, but got true",
        refusal("norm", "none", "fold-norm", "true"));
    assertTrue(
        refusal("norm-statistics", "exakt").endsWith("help: did you mean 'exact'?"),
        refusal("norm-statistics", "exakt"));
  }

  @Test
  void aScheduleOfSmoothingReachesTheTraining() {
    String[] smooth = {"label-smoothing", "0.2", "label-smoothing-schedule", "constant"};
    String constant = hash("constant", smooth);
    smooth[3] = "linear:0";
    String linear = hash("linear", smooth);
    smooth[3] = "linear:1";

    assertNotEquals(constant, linear);
    assertEquals(constant, hash("level", smooth));
  }

  @Test
  void schedulesOfSmoothingThatCannotBeAreRefused() {
    assertEquals(
        "label-smoothing-schedule: expected constant, as label-smoothing is 0, but got 'linear:0'",
        refusal("label-smoothing-schedule", "linear:0"));
    assertEquals(
        "label-smoothing-schedule: expected a function of time, but got 'plateau:0.5:2'",
        refusal("label-smoothing", "0.1", "label-smoothing-schedule", "plateau:0.5:2"));
    assertEquals(
        "label-smoothing-schedule: expected shares of at least 0 and below 1, but got 1.6 in epoch"
            + " 3",
        refusal("label-smoothing", "0.2", "label-smoothing-schedule", "exponential:2"));
    assertTrue(
        refusal("label-smoothing", "0.1", "label-smoothing-schedule", "linera")
            .startsWith("label-smoothing-schedule: "));
  }

  @Test
  void aLongerPlanTakesTheScheduleOfSmoothingAlong() {
    Path run = folder.resolve("run");
    Trained.run(
        Trained.settings("label-smoothing", "0.2", "label-smoothing-schedule", "linear:0.5"), run);

    Summary extended = Trained.extended(run, 6, "hold");

    RunSettings left = SettingsFile.read(new RunFolder(run).settings(), Map.of());
    assertEquals("linear:0.5 +hold@3-6", left.labelSmoothingSchedule());
    assertEquals(Trained.hash(extended), Trained.hash(Trained.run(left, folder.resolve("again"))));
  }
}
