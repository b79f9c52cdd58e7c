package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Derived;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Shift;
import dev.glissade.tune.Space;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import dev.glissade.tune.analysis.Timeline;
import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class OptunaTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.5Z");

  @TempDir private Path folder;

  private static String resource(String name) throws IOException {
    try (InputStream in = OptunaTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The file that Optuna 5.0.0 wrote, by `optuna-demo.py`.
  private Path real(String kind) throws IOException, SQLException {
    if (kind.equals("journal")) {
      return Files.writeString(folder.resolve("demo.log"), resource("optuna-5.0.0.log"));
    }
    Path file = folder.resolve("demo.db");
    change(file, resource("optuna-5.0.0.sql").split(";\n"));
    return file;
  }

  private static void change(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void whatOptunaWroteIsRead(String kind) throws IOException, SQLException {
    Path file = real(kind);

    assertEquals(List.of("demo", "several"), Optuna.studies(file));
    StudyTable table = Optuna.read(file, "demo");

    assertEquals(List.of(new Goal("value", Direction.MINIMIZE)), table.definition().goals());
    assertEquals(
        Space.EMPTY
            .with("rate", new Param.Log(1e-4, 1))
            .with("units", new Param.Whole(1, 64, 1))
            .with("width", new Param.LogWhole(16, 256))
            .with("dropout", new Param.Stepped(0, 0.5, 0.1))
            .with("size", new Param.Whole(0, 100, 10))
            .with("optimizer", new Param.Choice(List.of("adam", "sgd")))
            .with("mixed", new Param.Choice(List.of("1", "2.5", "true", "null", "x")))
            .with("beta", new Param.Uniform(0.9, 0.999)),
        table.definition().space());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void trialsOfOptunaAreRead(String kind) throws IOException, SQLException {
    StudyTable table = Optuna.read(real(kind), "demo");

    assertEquals(
        List.of(
            TrialState.COMPLETE,
            TrialState.STOPPED,
            TrialState.FAILED,
            TrialState.COMPLETE,
            TrialState.COMPLETE,
            TrialState.FAILED,
            TrialState.COMPLETE),
        table.trials().stream().map(TrialRecord::state).toList());
    TrialRecord first = table.trials().getFirst();
    // What numpy drew with seed 1.
    assertEquals(0.0017826497151386949, first.configuration().real("rate"));
    assertEquals(47, first.configuration().whole("units"));
    assertEquals("sgd", first.configuration().word("optimizer"));
    assertEquals(List.of(47.00178264971514), first.values());
    assertEquals(
        List.of(new Report(1, 0.10178264971513870), new Report(2, 0.05178264971513870)),
        first.reports());
    assertEquals(
        List.of(new Report(7, Double.NaN), new Report(8, Double.POSITIVE_INFINITY)),
        table.trials().get(3).reports().subList(2, 4));
    assertEquals(
        Configuration.of(Map.of("rate", Value.of(0.5))), table.trials().get(6).configuration());
  }

  /// The file says that local time in which Optuna ran; its journal, seconds later, says UTC.
  @Test
  void timesOfOptunaAreRead() throws IOException, SQLException {
    StudyTable rows = Optuna.read(real("sqlite"), "demo");
    StudyTable lines = Optuna.read(real("journal"), "demo");

    assertEquals(7, rows.lifetimes().size());
    assertEquals(
        local("2026-11-29T09:06:53.724803", "2026-11-29T09:06:54.090189"), rows.lifetimes().get(0));
    assertEquals(
        new Lifetime(
            Instant.parse("2026-11-29T09:06:56.251584Z"),
            Instant.parse("2026-11-29T09:06:56.314633Z")),
        lines.lifetimes().get(0));
    // Optuna evaluated one after the other.
    assertEquals(
        Set.of("imported-0"),
        lines.shifts().stream().map(Shift::worker).collect(Collectors.toSet()));
  }

  private static Lifetime local(String from, String to) {
    ZoneId zone = ZoneId.systemDefault();
    return new Lifetime(
        LocalDateTime.parse(from).atZone(zone).toInstant(),
        LocalDateTime.parse(to).atZone(zone).toInstant());
  }

  @Test
  void trialsAtOnceNeedSeveralWorkers() {
    Map<Integer, Lifetime> lifetimes =
        Map.of(0, life(0, 4), 1, life(1, 2), 2, life(2, 9), 3, life(4, 5), 4, life(4.5, 6));

    List<Shift> shifts = ours().withLifetimes(lifetimes).shifts();

    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), shifts.stream().map(Shift::work).toList());
    assertEquals(
        List.of("imported-0", "imported-1", "imported-1", "imported-0", "imported-2"),
        shifts.stream().map(Shift::worker).toList());
    Timeline timeline = Timeline.of(ours().events(), shifts);
    assertEquals(lifetimes, timeline.lifetimes());
  }

  private static Lifetime life(double from, double to) {
    return new Lifetime(NOON.plusMillis((long) (1000 * from)), NOON.plusMillis((long) (1000 * to)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void goalsAndConstraintsAreRead(String kind) throws IOException, SQLException {
    StudyTable table = Optuna.read(real(kind), "several");

    assertEquals(
        List.of(new Goal("loss", Direction.MINIMIZE), new Goal("accuracy", Direction.MAXIMIZE)),
        table.definition().goals());
    assertEquals(List.of(0.5, 0.75), table.trials().getFirst().values());
    assertEquals(0.25, table.trials().getFirst().violation());
  }

  @Test
  void anImportedStudyBeginsWithItsTrials() throws IOException, SQLException {
    StudyTable table = Optuna.read(real("journal"), "demo");

    StudyTable again = StudyTable.of("demo", StudyState.of(table.events()));

    assertEquals(table.definition(), again.definition());
    assertEquals(table.trials(), again.trials());
  }

  private static Space space() {
    return Space.EMPTY
        .with("rate", new Param.Log(1e-4, 1e-1))
        .with("beta", new Param.LogOneMinus(0.9, 0.999))
        .with("dropout", new Param.Stepped(0, 0.5, 0.1))
        .with("shift", new Param.Uniform(-1, 1))
        .with("layers", new Param.Whole(1, 6, 2))
        .with("units", new Param.LogWhole(4, 512))
        .with("batch", new Param.PowerOfTwo(16, 256))
        .with("optimizer", new Param.Choice(List.of("adam", "sgd")))
        .with("level", new Param.Ordinal(List.of("low", "high")))
        .with("seed", new Param.Fixed(Value.of(3)));
  }

  private static StudyTable ours() {
    var values = new LinkedHashMap<String, Value>();
    values.put("rate", Value.of(0.01));
    values.put("beta", Value.of(0.99));
    values.put("dropout", Value.of(0.1 + 0.2));
    values.put("shift", Value.of(-0.25));
    values.put("layers", Value.of(3));
    values.put("units", Value.of(100));
    values.put("batch", Value.of(64));
    values.put("optimizer", Value.of("sgd"));
    values.put("level", Value.of("high"));
    values.put("seed", Value.of(3));
    Configuration all = Configuration.of(values);
    values.remove("beta");
    Configuration some = Configuration.of(values);
    List<Report> reports = List.of(new Report(1, 0.5), new Report(2, Double.NaN));
    var definition =
        new Definition(
            List.of(new Goal("validation.accuracy", Direction.MAXIMIZE)),
            space(),
            "random",
            "none",
            "trials(3)",
            7,
            1,
            new LinkedHashMap<>());
    return new StudyTable(
        "ours",
        definition,
        List.of(
            trial(0, all, TrialState.COMPLETE, List.of(0.75), reports),
            trial(1, some, TrialState.STOPPED, List.of(), reports),
            trial(2, some, TrialState.PAUSED, List.of(), reports),
            trial(3, all, TrialState.FAILED, List.of(), List.of()),
            trial(4, some, TrialState.COMPLETE, List.of(0.875), List.of())));
  }

  private static TrialRecord trial(
      int number,
      Configuration configuration,
      TrialState state,
      List<Double> values,
      List<Report> reports) {
    long until = Math.max(1, reports.size());
    return new TrialRecord(
        number, configuration, state, until, values, number / 8.0, reports, List.of());
  }

  private Path export(String kind, StudyTable table) {
    Path file = folder.resolve(kind);
    if (kind.equals("sqlite")) {
      Optuna.writeSqlite(file, table, NOON);
    } else {
      Optuna.writeJournal(file, table, NOON);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void whatIsWrittenIsReadAgain(String kind) throws IOException {
    StudyTable table = ours().withLifetimes(Map.of(0, life(-3, -1), 2, life(-2, 0.25)));

    StudyTable again = Optuna.read(export(kind, table), "ours");

    assertEquals(
        Map.of(0, life(-3, -1), 1, life(0, 0), 2, life(-2, 0.25), 3, life(0, 0), 4, life(0, 0)),
        again.lifetimes());

    assertEquals(table.definition().goals(), again.definition().goals());
    assertEquals(
        List.copyOf(space().dimensions()), List.copyOf(again.definition().space().dimensions()));
    assertEquals(table.trials(), again.trials());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    var refused = assertThrows(IllegalArgumentException.class, () -> export(kind, table));
    assertTrue(refused.getMessage().startsWith("export: expected a new file"));
  }

  @Test
  void whatFollowsIsLeftOutAndWhatIsUnknownNowIsKept() {
    Space space =
        Space.EMPTY.with("units", new Param.Whole(1, 4, 1)).with(new Derived("half", 0.5, "units"));
    StudyTable table = ours();
    Configuration wide = space.derive(Configuration.of(Map.of("units", Value.of(8))));
    StudyTable narrowed =
        new StudyTable(
            "ours",
            table.definition().withSpace(space),
            List.of(trial(0, wide, TrialState.COMPLETE, List.of(0.5), List.of())));

    StudyTable again = Optuna.read(export("journal", narrowed), "ours");

    assertEquals(
        Configuration.of(Map.of("units", Value.of(8))), again.trials().getFirst().configuration());
    assertEquals(Space.EMPTY.with("units", new Param.Whole(8, 8, 1)), again.definition().space());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void optunaReadsWhatIsWritten(String kind) throws IOException, InterruptedException {
    String python = System.getProperty("glissade.python");
    assumeTrue(python != null, "skipped, because no -Dglissade.python with Optuna was given");
    Path file = export(kind, ours());
    Path script = Files.writeString(folder.resolve("read.py"), resource("optuna-read.py"));
    Path output = folder.resolve("output");

    Process process =
        new ProcessBuilder(python, script.toString(), kind, file.toString())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();

    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("errors")));
    JsonNode read = new ObjectMapper().readTree(Files.readString(output));
    // Trial 4 is better, but breaks its constraint.
    assertEquals(0.75, read.path("best_value").doubleValue());
    assertEquals(0, read.path("best_trial").intValue());
    assertEquals("MAXIMIZE", read.path("direction").stringValue());
    assertEquals(
        "[\"COMPLETE\",\"PRUNED\",\"PRUNED\",\"FAIL\",\"COMPLETE\"]",
        read.path("states").toString());
    assertEquals(
        "{\"rate\":0.01,\"beta\":0.99,\"dropout\":0.30000000000000004,\"shift\":-0.25,"
            + "\"layers\":3,\"units\":100,\"batch\":64,\"optimizer\":\"sgd\",\"level\":\"high\","
            + "\"seed\":3}",
        read.path("params").toString());
    assertEquals("{\"1\":0.5,\"2\":\"nan\"}", read.path("reports").toString());
    assertEquals("[0.5]", read.path("constraints").toString());
    assertEquals("[\"validation.accuracy\"]", read.path("metric_names").toString());
    // Optuna goes on with it, and its own sampler knows the trials.
    assertEquals(6, read.path("trials_after").intValue());
    assertTrue(read.path("importances").size() > 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE version_info SET schema_version = 13 | version_info: expected schema version 12
          UPDATE trial_params SET param_value = 9 WHERE param_name = 'optimizer' | trial 0: optimizer
          UPDATE trial_params SET distribution_json = '{' WHERE param_id = 3 | trial_params, trial_id 1
          UPDATE trials SET state = 'DONE' WHERE trial_id = 2 | trials, trial_id 2: state: expected one of [RUNNING, COMPLETE, PRUNED, FAIL, WAITING], but got DONE
          UPDATE trials SET datetime_start = 'noon' WHERE trial_id = 2 | trials, trial_id 2: datetime: expected date and time, but got noon
          UPDATE trial_values SET value_type = 'X' | trial_values, trial_id 1: value: expected FINITE
          DELETE FROM trial_values | trial 0: values: expected 1 of a complete trial
          UPDATE study_directions SET direction = 'NOT_SET' | study_directions, study_direction_id 1: direction: expected one of [MINIMIZE, MAXIMIZE], but got NOT_SET
          """)
  void aWrongRowIsNamed(String change, String message) throws IOException, SQLException {
    Path file = real("sqlite");
    change(file, change);

    var failure = assertThrows(IllegalArgumentException.class, () -> Optuna.read(file, "demo"));

    assertTrue(failure.getMessage().startsWith(file + ": " + message), failure::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"op_code":11} | line 2: op_code: expected 0 to 10, but got 11
          {"op_code":4,"study_id":0,"state":7} | line 2: state: expected 0 to 4, but got 7
          {"op_code":4} | line 2: study_id: expected a whole number
          nothing | line 2: json: expected a value, but got nothing
          """)
  void aWrongLineIsNamed(String line, String message) throws IOException {
    String begin = "{\"op_code\":0,\"study_name\":\"a\",\"directions\":[1]}\n";
    Path file = Files.writeString(folder.resolve("log"), begin + line + "\n" + begin);

    var failure = assertThrows(IllegalArgumentException.class, () -> Optuna.studies(file));

    assertTrue(failure.getMessage().startsWith(file + ": " + message), failure::getMessage);
  }

  @Test
  void aLineThatWasCutOffIsLeftOut() throws IOException {
    String begin = "{\"op_code\":0,\"study_name\":\"a\",\"directions\":[1]}\n";
    Path file = Files.writeString(folder.resolve("log"), begin + "{\"op_code\":4,\"stu");

    assertEquals(List.of("a"), Optuna.studies(file));
    var failure = assertThrows(IllegalArgumentException.class, () -> Optuna.read(file, "b"));
    assertEquals(file + ": study: expected one of [a], but got b", failure.getMessage());
  }
}
