package dev.glissade.tune.store;

import dev.glissade.tune.Direction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// Reads the SQLite files of Optuna 3 to 5 (schema version 12).
final class OptunaSqlite implements AutoCloseable {
  /// `RDBStorage.SCHEMA_VERSION` of Optuna.
  static final int VERSION = 12;

  private final Connection connection;

  private OptunaSqlite(Connection connection) {
    this.connection = connection;
  }

  /// Opens a file, only to read it.
  static OptunaSqlite open(Path file) throws SQLException {
    var readOnly = new Properties();
    readOnly.setProperty("open_mode", "1");
    var opened = new OptunaSqlite(DriverManager.getConnection("jdbc:sqlite:" + file, readOnly));
    try {
      opened.check();
    } catch (SQLException | IllegalArgumentException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private void check() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT schema_version FROM version_info");
        ResultSet row = statement.executeQuery()) {
      int version = row.next() ? row.getInt(1) : 0;
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "version_info: expected schema version "
                + VERSION
                + ", but got "
                + version
                + " — help: `optuna storage upgrade` brings a file to the newest version");
      }
    }
  }

  /// The names of all studies.
  List<String> studies() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT study_name FROM studies ORDER BY study_id");
        ResultSet row = statement.executeQuery()) {
      var names = new ArrayList<String>();
      while (row.next()) {
        names.add(row.getString(1));
      }
      return names;
    }
  }

  /// A study with all its trials.
  ///
  /// @throws IllegalArgumentException naming the row that is wrong
  OptunaStudy read(String name) throws SQLException {
    var study = OptunaStudy.begun(name, directions(name));
    readAttributes("study_user_attributes", name, study.userAttributes());
    readAttributes("study_system_attributes", name, study.systemAttributes());
    SequencedMap<Long, OptunaTrial> trials = new LinkedHashMap<>();
    each(
        "SELECT t.trial_id, t.state, t.datetime_start, t.datetime_complete FROM trials t"
            + of("t", "ORDER BY t.number, t.trial_id"),
        name,
        row -> {
          var trial = new OptunaTrial(word(row, "state", OptunaTrial.State.class));
          Optional.ofNullable(row.getString(3)).map(OptunaTime::read).ifPresent(trial::begin);
          Optional.ofNullable(row.getString(4)).map(OptunaTime::read).ifPresent(trial::end);
          trials.put(row.getLong(1), trial);
        });
    readParameters(name, trials);
    readNumbers(name, trials);
    readAttributes(name, trials);
    study.trials().addAll(trials.values());
    return study;
  }

  private List<Direction> directions(String name) throws SQLException {
    var directions = new ArrayList<Direction>();
    each(
        "SELECT d.study_direction_id, d.direction FROM study_directions d"
            + of("d", "ORDER BY d.objective"),
        name,
        row -> directions.add(word(row, "direction", Direction.class)));
    return directions;
  }

  private void readAttributes(String table, String name, Map<String, JsonNode> attributes)
      throws SQLException {
    each(
        "SELECT a.study_id, a.key, a.value_json FROM " + table + " a" + of("a", ""),
        name,
        row -> attributes.put(text(row, 2), OptunaJson.parse(text(row, 3))));
  }

  private void readParameters(String name, Map<Long, OptunaTrial> trials) throws SQLException {
    Map<String, JsonNode> distributions = new HashMap<>();
    each(
        "SELECT p.trial_id, p.param_name, p.param_value, p.distribution_json FROM trial_params p"
            + ofTrial("p", "ORDER BY p.param_id"),
        name,
        row -> {
          JsonNode distribution = distributions.computeIfAbsent(text(row, 4), OptunaJson::parse);
          trial(trials, row)
              .parameters()
              .put(text(row, 2), new OptunaTrial.Parameter(row.getDouble(3), distribution));
        });
  }

  private void readNumbers(String name, Map<Long, OptunaTrial> trials) throws SQLException {
    each(
        "SELECT v.trial_id, v.value, v.value_type FROM trial_values v"
            + ofTrial("v", "ORDER BY v.trial_id, v.objective"),
        name,
        row -> trial(trials, row).values().add(OptunaNumber.read(row.getDouble(2), text(row, 3))));
    each(
        "SELECT v.trial_id, v.step, v.intermediate_value, v.intermediate_value_type"
            + " FROM trial_intermediate_values v"
            + ofTrial("v", ""),
        name,
        row ->
            trial(trials, row)
                .reports()
                .put(row.getLong(2), OptunaNumber.read(row.getDouble(3), text(row, 4))));
  }

  private void readAttributes(String name, Map<Long, OptunaTrial> trials) throws SQLException {
    String select = "SELECT a.trial_id, a.key, a.value_json FROM ";
    each(
        select + "trial_user_attributes a" + ofTrial("a", ""),
        name,
        row ->
            trial(trials, row).userAttributes().put(text(row, 2), OptunaJson.parse(text(row, 3))));
    each(
        select + "trial_system_attributes a" + ofTrial("a", ""),
        name,
        row ->
            trial(trials, row)
                .systemAttributes()
                .put(text(row, 2), OptunaJson.parse(text(row, 3))));
  }

  private static OptunaTrial trial(Map<Long, OptunaTrial> trials, ResultSet row)
      throws SQLException {
    OptunaTrial trial = trials.get(row.getLong(1));
    if (trial == null) {
      throw new IllegalArgumentException("expected a trial of the study, but there is none");
    }
    return trial;
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      throw new IllegalArgumentException(
          row.getMetaData().getColumnName(column) + ": expected a text, but got NULL");
    }
    return text;
  }

  private static <E extends Enum<E>> E word(ResultSet row, String column, Class<E> kind)
      throws SQLException {
    String found = row.getString(column);
    for (E each : kind.getEnumConstants()) {
      if (each.name().equals(found)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        column + ": expected one of " + List.of(kind.getEnumConstants()) + ", but got " + found);
  }

  private static String of(String alias, String order) {
    return " JOIN studies s ON s.study_id = " + alias + ".study_id WHERE s.study_name = ? " + order;
  }

  private static String ofTrial(String alias, String order) {
    return " JOIN trials t ON t.trial_id = " + alias + ".trial_id" + of("t", order);
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, String name, Reader reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          try {
            reader.read(row);
          } catch (IllegalArgumentException e) {
            String table = sql.replaceFirst(".* FROM (\\w+) .*", "$1");
            throw new IllegalArgumentException(
                table
                    + ", "
                    + row.getMetaData().getColumnName(1)
                    + " "
                    + row.getLong(1)
                    + ": "
                    + e.getMessage(),
                e);
          }
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
