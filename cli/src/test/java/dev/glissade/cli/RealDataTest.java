package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// How good models are on data that are too large to come along; `-Dglissade.data=FOLDER` tells
/// where they are.
class RealDataTest {
  private static final String DATA = System.getProperty("glissade.data", "");

  @TempDir private Path folder;

  @BeforeEach
  void needsData() {
    assumeFalse(DATA.isBlank(), "skipped, because -Dglissade.data is not set");
  }

  private static Path data(String name) {
    return Path.of(DATA).resolve(name);
  }

  private double test(String metric, Object... arguments) {
    Object[] all = new Object[arguments.length + 5];
    all[0] = "train";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--out";
    all[arguments.length + 2] = folder.resolve("run");
    all[arguments.length + 3] = "--json";
    all[arguments.length + 4] = "-q";
    double value = Invocation.done(all).json().path("test").path(metric).asDouble();
    System.out.printf("%s %s: test %s %.4f%n", arguments[0], arguments[2], metric, value);
    return value;
  }

  @ParameterizedTest
  @CsvSource({"adam,0.88", "momentum,0.87", "rmsprop,0.87"})
  void fashionImagesAreLearned(String optimizer, double least) {
    double accuracy =
        test(
            "accuracy",
            data("images/fashion-mnist"),
            "--optimizer",
            optimizer,
            "--hidden",
            "256,128",
            "--batch-norm",
            "--epochs",
            "10",
            "--batch-size",
            "128");

    assertTrue(accuracy >= least, optimizer + " " + accuracy);
  }

  @Test
  void handwrittenDigitsAreLearned() {
    double accuracy =
        test(
            "accuracy",
            data("images/mnist"),
            "--hidden",
            "256,128",
            "--epochs",
            "10",
            "--batch-size",
            "128",
            "--dropout",
            "0.2");

    assertTrue(accuracy >= 0.978, "accuracy " + accuracy);
  }

  @Test
  void incomesAreToldFromCategoriesAndMissingValues() throws IOException {
    Path run = folder.resolve("run");
    test("accuracy", data("classification/adult_train.csv.gz"), "--epochs", "10");
    Path others = data("classification/adult_test.csv.gz");
    Path answers = folder.resolve("answers.csv");

    JsonNode evaluation = Invocation.done("evaluate", run, others, "--json").json();
    Invocation.done("predict", run, others, "-o", answers);

    assertTrue(evaluation.path("accuracy").asDouble() >= 0.845, evaluation.toString());
    assertEquals(16_281, evaluation.path("examples").asInt());
    assertEquals(16_282, Files.readAllLines(answers).size());
  }

  @Test
  void passengersWhoSurvivedAreToldWithoutTheirNames() {
    double accuracy =
        test(
            "accuracy",
            data("classification/titanic3.csv"),
            "--ignore",
            "name,ticket,cabin,boat,body,home.dest",
            "--patience",
            "10");

    assertTrue(accuracy >= 0.75, "accuracy " + accuracy);
  }

  @Test
  void theProgressOfDiabetesIsExplained() {
    double r2 =
        test(
            "r2",
            data("regression/diabetes.csv"),
            "--hidden",
            "16",
            "--patience",
            "20",
            "--dropout",
            "0.2");

    assertTrue(r2 >= 0.4, "R² " + r2);
  }
}
