package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class TuneCommandTest {
  @TempDir private Path folder;

  private Path study(String name, Object... options) {
    Path out = folder.resolve(name);
    List<Object> all =
        new ArrayList<>(
            List.of(
                "tune",
                "iris",
                "--epochs",
                "6",
                "--trials",
                "8",
                "--leaders",
                "2",
                "--seeds",
                "2"));
    all.addAll(List.of("--batch-size", "16", "--out", out, "--quiet"));
    all.addAll(List.of(options));
    Invocation.done(all.toArray());
    return out;
  }

  private static JsonNode summary(Path study) throws IOException {
    return new ObjectMapper().readTree(Files.readString(study.resolve("summary.json")));
  }

  @Test
  void aStudyLeavesItsFolderAndItsSummary() throws IOException {
    Path study = study("study");

    for (String file : List.of("study.yaml", "study.db", "checkpoints", "report.html")) {
      assertTrue(Files.exists(study.resolve(file)), file);
    }
    JsonNode summary = summary(study);
    assertEquals(
        List.of(
            "status",
            "direction",
            "metric",
            "trials",
            "best",
            "honest",
            "importance",
            "seconds",
            "trials_per_minute",
            "events_sha256",
            "version"),
        List.copyOf(summary.propertyNames()));
    assertEquals("completed", summary.get("status").asString());
    assertEquals("maximize", summary.get("direction").asString());
    assertEquals("validation.accuracy", summary.get("metric").asString());
    JsonNode trials = summary.get("trials");
    assertEquals(List.of("completed", "stopped", "failed"), List.copyOf(trials.propertyNames()));
    assertEquals(8, trials.get("completed").asInt() + trials.get("stopped").asInt());
    assertEquals(2, summary.get("honest").get("seeds").asInt());
    assertEquals(2, summary.get("honest").get("interval").size());
    assertEquals(
        List.of("learning-rate", "units"),
        List.copyOf(summary.get("best").get("parameters").propertyNames()));
    assertTrue(summary.get("best").get("parameters").get("units").isIntegralNumber());
    assertEquals(64, summary.get("events_sha256").asString().length());
  }

  @Test
  void theResultDoesNotDependOnHowManyTrialsRunAtOnce() throws IOException {
    Path one = study("one", "--jobs", "1");
    Path three = study("three", "--jobs", "3");

    assertEquals(summary(one).get("events_sha256"), summary(three).get("events_sha256"));
    assertEquals(summary(one).get("honest"), summary(three).get("honest"));
  }

  @Test
  void theWinnerIsTrainedAgainByTheCommandThatIsPrinted() throws IOException {
    Path study = study("study");
    JsonNode best = summary(study).get("best");
    String shown =
        Invocation.done("study", "show", study, "--trial", best.get("trial").asInt()).out();
    String command =
        shown.lines().filter(line -> line.startsWith("train it: ")).findFirst().orElseThrow();
    List<Object> words = new ArrayList<>(List.of(command.split(": ")[1].split(" ")));
    words.removeFirst();
    words.addAll(List.of("--out", folder.resolve("run"), "--json", "--quiet"));

    JsonNode trained = Invocation.done(words.toArray()).json();

    assertEquals(best.get("value"), trained.get("validation").get("accuracy"));
  }

  @Test
  void aServerThatIsNotThereIsOneMessageAndLeavesNoFolder() {
    Path study = folder.resolve("study");
    Invocation tuned =
        Invocation.of(
            "tune", "iris", "--out", study, "--storage", "postgresql://u:secret@localhost:1/x");

    assertEquals(1, tuned.code());
    assertEquals(
        "error: postgresql://localhost:1/x cannot be reached — help: is the server running?\n",
        tuned.err());
    assertTrue(Files.notExists(study));
  }

  @Test
  void everyTrialIsALineAndTheResultFollows() {
    Invocation tuned =
        Invocation.done(
            "tune",
            "iris",
            "--epochs",
            "6",
            "--trials",
            "6",
            "--leaders",
            "1",
            "--seeds",
            "2",
            "--out",
            folder.resolve("study"));

    String err = tuned.err();
    assertTrue(err.contains("the test part is put aside"), err);
    assertTrue(err.contains("space    learning-rate = log:1.0E-4..0.1"), err);
    assertTrue(err.contains("trial  value    epochs  state"), err);
    assertEquals(
        6, err.lines().filter(it -> it.matches(" +[0-5] .*(best|complete|stopped).*")).count());
    assertEquals(2, err.lines().filter(it -> it.contains("seed ")).count());
    assertTrue(tuned.out().contains("train it  glissade train iris --hidden "), tuned.out());
    assertTrue(tuned.out().contains("over 2 fresh seeds"), tuned.out());
    assertTrue(tuned.out().endsWith("study (report.html)\n"), tuned.out());
    assertFalse((err + tuned.out()).contains("\u001b"), "no colours");
  }

  @Test
  void aScreenHasALastLineThatIsRedrawn() {
    Invocation tuned =
        Invocation.on(
            120,
            true,
            "tune",
            "iris",
            "--epochs",
            "4",
            "--trials",
            "4",
            "--leaders",
            "0",
            "--out",
            folder.resolve("study"));

    assertEquals(0, tuned.code(), tuned.err());
    assertTrue(tuned.err().contains("\r"), tuned.err());
    assertTrue(tuned.err().contains("/4 "), tuned.err());
    assertTrue(tuned.err().contains("\u001b[1m"), "the best is bold");
  }

  @Test
  void aRegressionIsTunedForSmallErrors() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 120; i++) {
      rows.append("%d,%d,%d.5\n".formatted(i % 11, i % 7, 3 * (i % 11) - 2 * (i % 7)));
    }
    Path data = Files.writeString(folder.resolve("line.csv"), rows);

    Invocation.done(
        "tune",
        data,
        "--epochs",
        "10",
        "--trials",
        "5",
        "--space",
        "rate",
        "--leaders",
        "1",
        "--out",
        folder.resolve("study"),
        "--quiet");

    JsonNode summary = summary(folder.resolve("study"));
    assertEquals("minimize", summary.get("direction").asString());
    assertEquals("validation.rmse", summary.get("metric").asString());
    assertTrue(summary.get("best").get("value").asDouble() < 20, summary + "");
  }

  @Test
  void aStudyFromItsFileProposesTheSame() throws IOException {
    Path first = study("first");
    Path second = folder.resolve("second");

    Invocation.done("tune", first.resolve("study.yaml"), "--out", second, "--quiet");

    assertEquals(summary(first).get("events_sha256"), summary(second).get("events_sha256"));
  }

  @Test
  void whatIsDoneIsNotDoneAgain() throws IOException {
    Path study = study("study");
    JsonNode before = summary(study).get("events_sha256");

    Invocation.done("tune", study, "--quiet");

    assertEquals(before, summary(study).get("events_sha256"));
    assertEquals(
        "error: tune: expected only --jobs and --time with a study that exists, but got others —"
            + " help: `glissade study edit` changes it\n",
        Invocation.of("tune", study, "--trials", "20").err());
    assertEquals(
        "error: out: expected a new or empty folder, but got %s — help: `glissade tune %s` goes on with the study\n"
            .formatted(study, study),
        Invocation.of("tune", "iris", "--out", study).err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--tune learning-rte=log:1e-4..1e-1; did you mean 'learning-rate'?",
        "--tune learning-rate=log:1e-1..1e-4; error: space: learning-rate: ",
        "--tune learning-rate=lg:1e-4..1e-1; did you mean 'log'?",
        "--tune learning-rate; error: tune: expected NAME=KIND:…",
        "--sampler tpee; did you mean tpe?",
        "--stopper medan; did you mean median?",
        "--scheduler hyperbnd; did you mean hyperband?",
        "--trials none; error: trials: expected a whole number, but got 'none'",
        "--storage mysql:x; error: storage: expected sqlite:FILE or postgresql://",
        "--trails 5; did you mean '--trials'?",
        "--epochs 0; error: epochs: expected a whole number of at least 1"
      })
  void wrongInputIsOneMessage(String options, String part) {
    List<Object> all = new ArrayList<>(List.of("tune", "iris"));
    all.addAll(List.of(options.split(" ")));
    all.addAll(List.of("--out", folder.resolve("study")));

    Invocation refused = Invocation.of(all.toArray());

    assertEquals(2, refused.code(), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(part.strip()), refused.err());
    assertFalse(Files.exists(folder.resolve("study").resolve("study.yaml")));
  }
}
