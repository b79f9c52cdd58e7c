package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Task;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.Focal;
import dev.glissade.nn.Hinge;
import dev.glissade.nn.Huber;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.OneVersusRest;
import dev.glissade.nn.SoftmaxCrossEntropy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Losses, normalisations and activations by the names of settings, from training to prediction.
class LossesTest {
  private static final Task CLASSES = new Task.Classification(List.of("a", "b"));
  private static final Task NUMBERS = new Task.Regression(List.of("y"));

  private static Loss loss(Task task, String... changes) {
    return Losses.of(Trained.settings(changes), task);
  }

  @Test
  void whatIsNotSaidSuitsTheTask() {
    assertEquals(SoftmaxCrossEntropy.of(), loss(CLASSES));
    assertEquals(MeanSquaredError.of(), loss(NUMBERS));
    assertEquals("cross-entropy", Losses.resolved("auto", CLASSES));
    assertEquals("squared-error", Losses.resolved("auto", NUMBERS));
    assertEquals("huber:2", Losses.resolved("huber:2", NUMBERS));
  }

  @Test
  void numbersAndSmoothingArrive() {
    assertEquals(new Huber(0.25), loss(NUMBERS, "loss", "huber:0.25"));
    assertEquals(Huber.of(), loss(NUMBERS, "loss", "huber"));
    assertEquals(OneVersusRest.of(new Focal(0.25, 1.5)), loss(CLASSES, "loss", "focal:1.5"));
    assertEquals(OneVersusRest.signed(Hinge.of()), loss(CLASSES, "loss", "hinge"));
    assertEquals(
        SoftmaxCrossEntropy.of().withSmoothing(0.1), loss(CLASSES, "label-smoothing", "0.1"));
    assertEquals(
        OneVersusRest.of(new BinaryCrossEntropy(0.1, List.of(), List.of())),
        loss(CLASSES, "loss", "binary-cross-entropy", "label-smoothing", "0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cross-entropy",
        "binary-cross-entropy",
        "focal",
        "hinge",
        "squared-hinge",
        "multi-class-hinge"
      })
  void eachLossOfClassesIsTrainedKeptAndEvaluated(String name, @TempDir Path folder) {
    kept(folder, "data", "iris", "loss", name, "norm", "layer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "squared-error",
        "absolute-error",
        "huber:0.5",
        "smooth-l1",
        "log-cosh",
        "quantile:0.9"
      })
  void eachLossOfNumbersIsTrainedKeptAndEvaluated(String name, @TempDir Path folder) {
    kept(folder, "data", "melbourne", "loss", name, "norm", "rms", "epochs", "1");
  }

  @Test
  void eachActivationIsTrainedKeptAndEvaluated(@TempDir Path folder) {
    for (String name : Activations.names()) {
      kept(folder.resolve(name), "activation", name, "norm", "group", "epochs", "1");
    }
  }

  /// What the model file answers is what the run ended with.
  private static void kept(Path folder, String... changes) {
    Path run = folder.resolve("run");
    Summary summary = Trained.run(Trained.settings(changes), run);
    String data = changes[0].equals("data") ? changes[1] : "iris";
    try (Predictor predictor = new Predictor(ModelFile.find(run))) {
      double loss = predictor.evaluate(data).json().path("loss").asDouble();
      assertTrue(Double.isFinite(loss) && loss >= 0, changes[1] + ": " + loss);
    }
    assertEquals("completed", summary.json().path("status").asString());
    assertTrue(Files.exists(run.resolve("report.html")));
  }

  @Test
  void theSettingsOfAMixedTrainingGiveTheSameBits(@TempDir Path folder) {
    RunSettings settings =
        Trained.settings("mixup", "0.4", "l1", "0.01", "max-norm", "2", "label-smoothing", "0.1");
    Summary first = Trained.run(settings, folder.resolve("one"));
    RunSettings resolved =
        SettingsFile.read(folder.resolve("one/run.yaml"), java.util.Map.of("threads", "2"));

    assertEquals("cross-entropy", resolved.loss());
    assertEquals(0.4, resolved.mixup());
    assertEquals(Trained.hash(first), Trained.hash(Trained.run(resolved, folder.resolve("two"))));
    Trained.stopped(settings, folder.resolve("three"), 5);
    assertEquals(Trained.hash(first), Trained.hash(Trained.resumed(folder.resolve("three"))));
  }
}
