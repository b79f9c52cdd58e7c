package dev.glissade.train.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The golden tests themselves: that they would notice.
class GoldenHarnessTest {
  private static final GoldenRun RUN = new GoldenRun();

  @AfterAll
  static void close() {
    RUN.close();
  }

  /// A copy beside the tests under a name that says nothing, with a change.
  private static GoldenFile changed(String name, Consumer<ObjectNode> change) {
    ObjectNode json = (ObjectNode) GoldenFolder.copies().file(name).json();
    change.accept(json);
    return new GoldenFile("unnamed.json", json);
  }

  private static String failure(GoldenFile file) {
    return assertThrows(AssertionError.class, () -> RUN.check(file)).getMessage();
  }

  @Test
  void aFileIsRecognisedWithoutItsName() {
    String line = RUN.check(changed("losses/mse.json", _ -> {}));

    assertTrue(line.startsWith("golden unnamed.json float32 plain: largest difference "), line);
    assertTrue(line.contains("; float32 vector: "), line);
    assertTrue(line.contains("; float64 reference: largest difference "), line);
  }

  @Test
  void aWrongGradientIsNoticed() {
    String message =
        failure(
            changed(
                "losses/mse.json",
                json -> {
                  var row = (ArrayNode) json.at("/expected/sum/grad_prediction/2");
                  row.set(1, row.numberNode(row.path(1).asDouble() + 0.01));
                }));

    assertTrue(message.contains("float32 plain [sum, grad_prediction]: expected "), message);
    assertTrue(message.contains("float64 reference [sum, grad_prediction]: "), message);
    assertTrue(message.contains(" at [7], but got "), message);
  }

  @Test
  void anErrorThatOnlyDoubleShowsIsNoticed() {
    String message =
        failure(
            changed(
                "optimizers/notes-adam.json",
                json -> ((ObjectNode) json.path("config")).put("epsilon", 1.01e-8)));

    assertTrue(message.contains("; float64 reference [1, 0]: expected "), message);
  }

  @Test
  void aNumberThatNobodyComparesIsNoticed() {
    String message =
        failure(
            changed(
                "layers/relu.json",
                json -> ((ObjectNode) json.path("expected")).putArray("further").add(1)));

    assertTrue(message.contains("expected all 97 numbers to be compared, but got 96"), message);
  }

  @Test
  void aSettingThatNobodyReadsIsNoticed() {
    String message =
        failure(
            changed(
                "optimizers/torch-adam.json",
                json -> ((ObjectNode) json.at("/config/config")).put("fast", true)));

    assertTrue(
        message.contains("expected no settings but [amsgrad, betas, decoupled_weight_decay, eps, "),
        message);
    assertTrue(message.endsWith(", but got [fast]"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a new kind of file",
        "activation unheard: output and upstream * derivative",
        "loss unheard: value and gradient",
        "keras.losses.Unheard: value and gradient",
        "unheard normalisation"
      })
  void anUnknownKindFails(String what) {
    GoldenFile file = changed("layers/relu.json", json -> json.put("what", what));

    assertTrue(failure(file).contains(": expected a "), failure(file));
  }

  @Test
  void anUnknownOptimizerOrScheduleFails() {
    GoldenFile optimizer =
        changed(
            "optimizers/torch-adam.json",
            json -> ((ObjectNode) json.path("config")).put("class", "Unheard"));
    GoldenFile schedule =
        changed(
            "schedules/torch-step.json",
            json -> ((ObjectNode) json.path("config")).put("class", "Unheard"));

    assertTrue(failure(optimizer).contains("expected a known optimizer"), failure(optimizer));
    assertTrue(failure(schedule).contains("expected a known schedule"), failure(schedule));
  }

  @Test
  void aKindToComeIsSkippedWithItsReason() {
    String kind = "regularisation of vectors in a network";

    var skipped =
        assertThrows(TestAbortedException.class, () -> ToCome.SETTING.skip("some.json", kind));
    assertEquals("the setting '" + kind + "' does not exist yet", skipped.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^Dense$",
        "^Momentum$",
        "^BatchNorm\\.epsilon$",
        "^Dialect\\.PYTORCH$",
        "^Functions\\.gelu$",
        "^Schedule\\$Staircase$"
      })
  void theVocabularyKnowsWhatExists(String pattern) {
    assertTrue(Vocabulary.find(pattern).isPresent());
  }

  @Test
  void theCopiesAreThoseOfTheirManifest() throws IOException {
    Path folder = GoldenFolder.copies().path();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      List<String> found =
          files
              .filter(file -> file.toString().endsWith(".json") && !file.getParent().equals(folder))
              .map(file -> file.getParent().getFileName() + "/" + file.getFileName())
              .toList();

      assertEquals(new TreeSet<>(GoldenFolder.copies().names()), new TreeSet<>(found));
    }
  }
}
