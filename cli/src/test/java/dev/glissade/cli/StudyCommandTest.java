package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class StudyCommandTest {
  @TempDir private static Path done;

  @TempDir private Path folder;
  private Path study = Path.of("");

  @BeforeAll
  static void tune() {
    Invocation.done(
        "tune",
        "iris",
        "--epochs",
        "6",
        "--trials",
        "14",
        "--leaders",
        "2",
        "--seeds",
        "2",
        "--stopper",
        "none",
        "--out",
        done.resolve("iris"),
        "--quiet");
  }

  @BeforeEach
  void copy() throws IOException {
    study = folder.resolve("iris");
    Path from = done.resolve("iris");
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> copy(file, study.resolve(from.relativize(file).toString())));
    }
  }

  private static void copy(Path file, Path to) {
    try {
      Files.copy(file, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode trial(int number) {
    return Invocation.done("study", "show", study, "--trial", number, "--json").json();
  }

  @Test
  void studiesAreListedAndShown() {
    assertTrue(
        Invocation.done("study", "list", folder).out().contains("14 trials  validation.accuracy"));
    String shown = Invocation.done("study", "show", study).out();
    assertTrue(shown.contains("over 2 fresh seeds"), shown);
    assertTrue(shown.contains("Best parameters (trial "), shown);
    assertEquals(14, Invocation.done("study", "show", study, "--trials").out().lines().count());
    assertEquals(
        "completed",
        Invocation.done("study", "show", study, "--json").json().get("status").asString());
    JsonNode first = trial(0);
    assertEquals("complete", first.get("state").asString());
    assertEquals(6, first.get("reports").size());
  }

  @Test
  void importanceIsAShareOfEachParameter() {
    JsonNode shares = Invocation.done("study", "importance", study, "--json").json();

    assertTrue(shares.has("learning-rate") && shares.has("units"), shares + "");
    String best = Invocation.done("study", "importance", study, "--by", "ped-anova").out();
    assertEquals(3, best.lines().count(), best);
  }

  @Test
  void trialsAreExportedAsATable() throws IOException {
    Path csv = folder.resolve("trials.csv");

    Invocation.done("study", "export", study, "-o", csv);

    List<String> rows = Files.readAllLines(csv);
    assertEquals(
        "number,state,validation.accuracy,violation,steps,learning-rate,units,batch-size",
        rows.getFirst());
    assertEquals(15, rows.size());
    assertTrue(rows.get(1).startsWith("0,complete,"), rows.get(1));
  }

  @Test
  void allEventsMoveToAnotherFolder() {
    Path lines = folder.resolve("events.jsonl");
    Path back = folder.resolve("back");

    Invocation.done("study", "export", study, "--format", "jsonl", "-o", lines);
    Invocation.done("study", "import", lines, "--out", back);

    assertEquals(
        Invocation.done("study", "replay", study).out(),
        Invocation.done("study", "replay", back).out());
  }

  @Test
  void whatGoesToOptunaComesBack() {
    for (String format : List.of("optuna-sqlite", "optuna-journal")) {
      Path file = folder.resolve(format);
      Path back = folder.resolve(format + "-back");
      Invocation.done("study", "export", study, "--format", format, "-o", file);
      Invocation.done("study", "import", file, "--out", back);

      JsonNode there = Invocation.done("study", "show", study, "--json").json();
      JsonNode here = Invocation.done("study", "show", back, "--json").json();
      assertEquals(there.get("best"), here.get("best"));
      assertTrue(Files.exists(back.resolve("report.html")));
    }
  }

  @Test
  void everyDecisionIsMadeAgain() {
    String out = Invocation.done("study", "replay", study, "--verify").out();

    assertTrue(out.startsWith("18 decisions and "), out);
    assertTrue(out.contains(": all the same\n"), out);
    assertTrue(Invocation.done("study", "replay", study).out().contains("opened"));
  }

  @Test
  void theReportIsWrittenAnew() throws IOException {
    Files.delete(study.resolve("report.html"));

    assertEquals(
        study.resolve("report.html") + "\n", Invocation.done("study", "report", study).out());
    assertTrue(Files.readString(study.resolve("report.html")).contains("<svg"));
  }

  @Test
  void aCompleteTrialGoesOn() {
    Invocation.done("study", "extend", study, "2", "--epochs", "9");

    Invocation.done("study", "resume", study, "--quiet");

    assertEquals(9, trial(2).get("reports").size());
    assertEquals(9, trial(2).get("until").asInt());
  }

  @Test
  void aForkGoesOnFromAnothersCheckpointWithOtherParameters() {
    Invocation.done("study", "fork", study, "2", "--set", "learning-rate=0.03", "--epochs", "8");

    Invocation.done("study", "resume", study, "--quiet");

    JsonNode forked = trial(14);
    assertEquals(0.03, forked.get("parameters").get("learning-rate").asDouble());
    assertEquals(trial(2).get("parameters").get("units"), forked.get("parameters").get("units"));
    assertEquals(7, forked.get("reports").get(0).get("step").asInt());
  }

  @Test
  void aKnobIsTurnedWhenTheTrialGoesOn() {
    Invocation.done("study", "set", study, "2", "learning-rate", "0.5", "--reason", "why not");
    Invocation.done("study", "extend", study, "2", "--epochs", "9");

    Invocation.done("study", "resume", study, "--quiet");

    String events = Invocation.done("study", "replay", study).out();
    assertTrue(events.contains("knob_changed"), events);
    assertTrue(events.contains("why not"), events);
  }

  @Test
  void aTrialOfOnesOwnIsTriedFirst() {
    Invocation.done(
        "study",
        "enqueue",
        study,
        "--set",
        "learning-rate=0.05",
        "--set",
        "units=32",
        "--set",
        "batch-size=16");

    Invocation.done("study", "resume", study, "--quiet");

    assertEquals(0.05, trial(14).get("parameters").get("learning-rate").asDouble());
  }

  @Test
  void aStudyIsChangedAndGoesOn() {
    String changed =
        Invocation.done(
                "study",
                "edit",
                study,
                "--trials",
                "17",
                "--tune",
                "dropout=uniform:0..0.5",
                "--tune",
                "batch-size=fixed:16")
            .out();

    Invocation.done("tune", study, "--quiet");

    assertTrue(changed.contains("added dropout as uniform:0.0..0.5, which was 0.0"), changed);
    assertTrue(changed.contains("trials 17"), changed);
    assertEquals("complete", trial(16).get("state").asString());
    assertTrue(trial(16).get("parameters").has("dropout"), trial(16) + "");
    assertEquals(16, trial(16).get("parameters").get("batch-size").asInt());
  }

  @Test
  void aZoomNarrowsTheSpace() throws IOException {
    String changed = Invocation.done("study", "zoom", study, "--trials", "16").out();

    Invocation.done("tune", study, "--quiet");

    assertTrue(changed.startsWith("changed: learning-rate: "), changed);
    String yaml = Files.readString(study.resolve("study.yaml"));
    assertTrue(!yaml.contains("log:1.0E-4..0.1\""), yaml);
    assertEquals("complete", trial(15).get("state").asString());
  }

  @Test
  void theTestPartIsLookedAtOnce() throws IOException {
    JsonNode finish = Invocation.done("study", "finish", study, "--json").json();

    assertEquals("test.accuracy", finish.get("metric").asString());
    assertTrue(Files.exists(study.resolve("winner").resolve("model.glissade")));
    assertEquals(
        finish.get("value"),
        new ObjectMapper()
            .readTree(Files.readString(study.resolve("winner/summary.json")))
            .get("test")
            .get("accuracy"));
    Invocation again = Invocation.of("study", "finish", study);
    assertEquals(2, again.code());
    assertTrue(again.err().startsWith("error: finish: expected a study whose test part was not"));
  }

  @Test
  void anOldStudyIsTriedAgain() {
    Invocation again =
        Invocation.done("study", "retest", study, "--out", folder.resolve("again"), "--quiet");

    assertTrue(again.out().contains("winner"), again.out());
    assertTrue(Files.exists(folder.resolve("again").resolve("report.html")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "extend STUDY 2 --epochs 3; expected a step after 6",
        "extend STUDY 99 --epochs 9; trial: expected a number from 0 to 13, but got 99",
        "extend STUDY two --epochs 9; 'two' is not an int",
        "promote STUDY 2; expected one that was stopped or is paused, but it is complete",
        "pause STUDY 2; expected one that is under way, but it is COMPLETE",
        "fork STUDY 2 --set learning-rate=0.01; fork: expected an epoch after 6",
        "fork STUDY 2 --set learning-rat=0.01 --epochs 9; did you mean 'learning-rate'?",
        "fork STUDY 2 --set learning-rate=7 --epochs 9; set: expected learning-rate to be one of"
            + " log:",
        "fork STUDY 2 --set learning-rate --epochs 9; set: expected NAME=VALUE",
        "set STUDY 2 learning-rat 0.1; did you mean 'learning-rate'?",
        "set STUDY 2 learning-rate -1; learning-rate: expected a finite number of at least 0",
        "enqueue STUDY --set learning-rate=0.01; set: expected a value for each of",
        "edit STUDY; edit: expected something to change",
        "edit STUDY --goals validation.loss; edit: expected one of the settings that may change",
        "edit STUDY --tune epochs=whole:1..9; space: expected parameters that may differ",
        "importance STUDY --by shap; by: expected fanova or ped-anova, but got 'shap'",
        "export STUDY --format csvv -o x; did you mean 'csv'?",
        "export STUDY; Missing required option: '--output=FILE'",
        "shwo STUDY; did you mean 'show'?"
      })
  void wrongInputIsOneMessage(String words, String part) {
    Object[] arguments = ("study " + words.replace("STUDY", study.toString())).split(" ");

    Invocation refused = Invocation.of(arguments);

    assertEquals(2, refused.code(), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(part.strip()), refused.err());
  }

  @Test
  void aFolderThatIsNoStudyIsNamedWithTheNearest() {
    assertEquals(
        "error: study: expected a folder with a study.yaml, but got %s — help: name the folder that `glissade tune` printed; did you mean 'iris'?\n"
            .formatted(folder.resolve("irs")),
        Invocation.of("study", "show", folder.resolve("irs")).err());
  }

  @Test
  void everyCommandHasHelpAndIsCompleted() {
    String completion = Invocation.done("completion").out();

    for (String name :
        List.of(
            "list",
            "show",
            "importance",
            "report",
            "export",
            "import",
            "replay",
            "resume",
            "edit",
            "zoom",
            "enqueue",
            "pause",
            "extend",
            "promote",
            "fork",
            "set",
            "retest",
            "finish")) {
      Invocation help = Invocation.done("study", name, "--help");
      assertTrue(help.out().startsWith("Usage: glissade study " + name), help.out());
      assertTrue(completion.contains("glissade_study_" + name), name);
    }
  }
}
