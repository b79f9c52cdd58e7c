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
import tools.jackson.databind.ObjectMapper;

class TrainCommandTest {
  @TempDir private Path folder;

  private JsonNode train(String name, Object... options) {
    Object[] all = new Object[options.length + 5];
    all[0] = "train";
    System.arraycopy(options, 0, all, 1, options.length);
    all[options.length + 1] = "--out";
    all[options.length + 2] = folder.resolve(name);
    all[options.length + 3] = "--json";
    all[options.length + 4] = "--quiet";
    return Invocation.done(all).json();
  }

  private static double accuracy(JsonNode summary) {
    return summary.path("test").path("accuracy").asDouble();
  }

  @Test
  void digitsAreLearnedWithTheDefaults() throws IOException {
    JsonNode summary = train("digits", "digits");

    assertTrue(accuracy(summary) >= 0.97, summary.toString());
    Path run = folder.resolve("digits");
    for (String file :
        List.of(
            "run.yaml",
            "metrics.jsonl",
            "events.jsonl",
            "model.glissade",
            "report.html",
            "summary.json",
            "checkpoints")) {
      assertTrue(Files.exists(run.resolve(file)), file);
    }
    assertEquals(
        summary, new ObjectMapper().readTree(Files.readString(run.resolve("summary.json"))));
  }

  @Test
  void theSummaryHasWhatItPromises() {
    JsonNode summary = train("iris", "iris", "--epochs", "3", "--seed", "5", "--threads", "1");

    assertEquals("completed", summary.path("status").asString());
    assertEquals("classification", summary.path("task").asString());
    assertEquals(150, total(summary.path("examples")));
    assertEquals(3, summary.path("classes").asInt());
    assertEquals(3, summary.path("epochs").asInt());
    assertEquals(6, summary.path("steps").asInt());
    assertTrue(summary.path("seconds").path("total").asDouble() > 0);
    assertTrue(summary.path("seconds").path("training").asDouble() > 0);
    assertTrue(summary.path("examples_per_second").asLong() > 0);
    for (String part : List.of("train", "validation", "test")) {
      assertTrue(summary.path(part).path("loss").isNumber(), part);
      assertTrue(summary.path(part).path("accuracy").isNumber(), part);
    }
    assertEquals("validation.loss", summary.path("best").path("metric").asString());
    assertEquals(5, summary.path("seed").asInt());
    assertEquals(1, summary.path("threads").asInt());
    assertEquals("0.1.0", summary.path("version").asString());
    assertTrue(summary.path("state_sha256").asString().matches("[0-9a-f]{64}"));
  }

  private static int total(JsonNode examples) {
    return examples.valueStream().mapToInt(JsonNode::asInt).sum();
  }

  @Test
  void metricsHaveALineForEachStepAndEpoch() throws IOException {
    train("iris", "iris", "--epochs", "4");

    List<JsonNode> lines =
        Files.readAllLines(folder.resolve("iris/metrics.jsonl")).stream()
            .map(line -> new ObjectMapper().readTree(line))
            .toList();

    assertEquals(8 + 4 + 4, lines.size());
    for (JsonNode line : lines) {
      for (String key : List.of("step", "epoch", "seconds", "loss", "learning_rate")) {
        assertTrue(line.path(key).isNumber(), key + " in " + line);
      }
    }
    assertEquals(4, lines.stream().filter(line -> line.has("accuracy")).count());
  }

  @Test
  void theResolvedSettingsGiveTheSameBits() {
    JsonNode first = train("one", "digits", "--epochs", "3", "--dropout", "0.3", "--seed", "7");
    Path resolved = folder.resolve("one/run.yaml");

    assertEquals(hash(first), hash(train("two", resolved)));
    assertEquals(hash(first), hash(train("three", resolved, "--threads", "1")));
    assertEquals(hash(first), hash(train("four", resolved, "--threads", "3")));
    assertFalse(hash(first).equals(hash(train("five", resolved, "--seed", "8"))));
  }

  private static String hash(JsonNode summary) {
    return summary.path("state_sha256").asString();
  }

  @Test
  void batchStochasticAndMiniBatchDescentLearn() throws IOException {
    JsonNode full = descent("batch", "--batch-size=full", "--learning-rate=0.2", "--epochs=300");
    JsonNode mini = descent("mini", "--batch-size=64", "--learning-rate=0.2", "--epochs=20");
    JsonNode single = descent("stochastic", "--batch-size=1", "--learning-rate=0.01", "--epochs=5");

    assertTrue(accuracy(full) >= 0.93, "batch " + accuracy(full));
    assertTrue(accuracy(mini) >= 0.93, "mini-batch " + accuracy(mini));
    assertTrue(accuracy(single) >= 0.93, "stochastic " + accuracy(single));
    assertEquals(0, rises("batch"), "the cost of batch descent falls at each step");
    assertTrue(rises("mini") > 20, "the cost of mini-batches goes up and down");
    for (String run : List.of("batch", "mini", "stochastic")) {
      String report = Files.readString(folder.resolve(run).resolve("report.html"));
      assertTrue(report.contains("aria-label=\"Cost of each step\""), run);
    }
  }

  private JsonNode descent(String name, String batchSize, String rate, String epochs) {
    return train(name, "digits", "--optimizer=gradient-descent", batchSize, rate, epochs);
  }

  /// How often the cost of a step is above that of the step before.
  private int rises(String run) throws IOException {
    double before = Double.POSITIVE_INFINITY;
    int rises = 0;
    for (String line : Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl"))) {
      JsonNode step = new ObjectMapper().readTree(line);
      if (step.path("interval").asString().equals("step")) {
        rises += step.path("loss").asDouble() > before ? 1 : 0;
        before = step.path("loss").asDouble();
      }
    }
    return rises;
  }

  @Test
  void softmaxRegressionLearnsIris() {
    JsonNode summary =
        train(
            "iris",
            "iris",
            "--hidden=none",
            "--optimizer=momentum",
            "--batch-size=full",
            "--validation=0",
            "--test=0.2",
            "--seed=1");

    assertTrue(accuracy(summary) >= 0.93, summary.toString());
    assertEquals(15, summary.path("parameters").asInt());
  }

  @Test
  void aFlagMayStandAnywhere() {
    for (String[] words :
        new String[][] {
          {"--batch-norm", "iris"},
          {"iris", "--batch-norm"},
          {"iris", "--batch-norm", "true"},
          {"--batch-norm=true", "iris"},
          {"iris", "--batch-norm", "false"},
          {"--batch-norm=false", "iris"}
        }) {
      String name = "run" + String.join("", words);
      JsonNode summary = train(name, (Object[]) words);
      boolean isOn = !String.join(" ", words).contains("false");
      assertEquals(isOn ? 1155 : 1027, summary.path("parameters").asInt(), name);
    }
  }

  @Test
  void divergenceIsAFailureWithItsReason() throws IOException {
    Path run = folder.resolve("run");
    Invocation invocation =
        Invocation.of(
            "train",
            "digits",
            "--optimizer",
            "gradient-descent",
            "--learning-rate",
            "1e30",
            "--batch-norm",
            "false",
            "--out",
            run,
            "--quiet");

    assertEquals(1, invocation.code());
    assertTrue(
        invocation.err().startsWith("error: train: expected a finite loss, but got none at step"),
        invocation.err());
    assertTrue(invocation.err().contains("first not finite: "), invocation.err());
    String summary = Files.readString(run.resolve("summary.json"));
    assertTrue(summary.contains("\"status\":\"diverged\""), summary);
  }

  @Test
  void progressIsPlainLinesWithoutAScreen() {
    Invocation plain =
        Invocation.of("train", "iris", "--epochs", "100", "--out", folder.resolve("run"));

    List<String> epochs = plain.err().lines().filter(line -> line.startsWith("epoch ")).toList();
    assertTrue(epochs.size() <= 41 && epochs.getLast().startsWith("epoch 100/100  loss "));
    assertFalse(plain.err().contains("\r") || plain.err().contains("\u001b"));
    assertTrue(plain.out().contains("\ntest "), plain.out());
  }

  @Test
  void progressIsABarOnAScreen() {
    Path run = folder.resolve("run");
    Invocation screen = Invocation.on(100, true, "train", "digits", "--epochs", "2", "--out", run);

    List<String> drawn = List.of(screen.err().split("\r"));
    assertTrue(drawn.stream().anyMatch(line -> line.contains("━") && line.contains("ETA ")));
    assertTrue(drawn.stream().anyMatch(line -> line.contains("examples/s")));
    drawn.stream()
        .filter(line -> line.contains("━"))
        .forEach(line -> assertTrue(line.replace("\u001b[K", "").length() < 100, line));
  }
}
