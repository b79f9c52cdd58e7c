package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
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
import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What we get from Optuna.
class OptunaReadTest {
  @TempDir private Path folder;

  /// The file that Optuna 5.0.0 wrote, by `optuna-demo.py`.
  private Path real(String kind) throws IOException, SQLException {
    if (kind.equals("journal")) {
      return Files.writeString(folder.resolve("demo.log"), OptunaTest.resource("optuna-5.0.0.log"));
    }
    Path file = folder.resolve("demo.db");
    change(file, OptunaTest.resource("optuna-5.0.0.sql").split(";\n"));
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
