package dev.glissade.tune.store;

import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Writes a SQLite file that `optuna.load_study` reads (schema version 12, Alembic `v3.2.0.a`,
/// which Optuna 3.2 to 5.0 share).
final class OptunaSqliteWriter {
  private static final String TABLES =
      """
      CREATE TABLE studies (study_id INTEGER NOT NULL PRIMARY KEY,
        study_name VARCHAR(512) NOT NULL);
      CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
      CREATE TABLE version_info (version_info_id INTEGER NOT NULL PRIMARY KEY
        CHECK (version_info_id = 1), schema_version INTEGER, library_version VARCHAR(256));
      CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
      CREATE TABLE study_directions (study_direction_id INTEGER NOT NULL PRIMARY KEY,
        direction VARCHAR(8) NOT NULL, study_id INTEGER NOT NULL REFERENCES studies (study_id),
        objective INTEGER NOT NULL, UNIQUE (study_id, objective));
      CREATE TABLE study_user_attributes (study_user_attribute_id INTEGER NOT NULL PRIMARY KEY,
        study_id INTEGER REFERENCES studies (study_id), "key" VARCHAR(512), value_json TEXT,
        UNIQUE (study_id, "key"));
      CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER NOT NULL PRIMARY KEY,
        study_id INTEGER REFERENCES studies (study_id), "key" VARCHAR(512), value_json TEXT,
        UNIQUE (study_id, "key"));
      CREATE TABLE trials (trial_id INTEGER NOT NULL PRIMARY KEY, number INTEGER,
        study_id INTEGER REFERENCES studies (study_id), state VARCHAR(8) NOT NULL,
        datetime_start DATETIME, datetime_complete DATETIME);
      CREATE INDEX ix_trials_study_id ON trials (study_id);
      CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL PRIMARY KEY,
        trial_id INTEGER REFERENCES trials (trial_id), "key" VARCHAR(512), value_json TEXT,
        UNIQUE (trial_id, "key"));
      CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL PRIMARY KEY,
        trial_id INTEGER REFERENCES trials (trial_id), "key" VARCHAR(512), value_json TEXT,
        UNIQUE (trial_id, "key"));
      CREATE TABLE trial_params (param_id INTEGER NOT NULL PRIMARY KEY,
        trial_id INTEGER REFERENCES trials (trial_id), param_name VARCHAR(512),
        param_value FLOAT, distribution_json TEXT, UNIQUE (trial_id, param_name));
      CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL PRIMARY KEY,
        trial_id INTEGER NOT NULL REFERENCES trials (trial_id), objective INTEGER NOT NULL,
        value FLOAT, value_type VARCHAR(7) NOT NULL, UNIQUE (trial_id, objective));
      CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT NULL
        PRIMARY KEY, trial_id INTEGER NOT NULL REFERENCES trials (trial_id),
        step INTEGER NOT NULL, intermediate_value FLOAT,
        intermediate_value_type VARCHAR(7) NOT NULL, UNIQUE (trial_id, step));
      CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL PRIMARY KEY,
        trial_id INTEGER NOT NULL REFERENCES trials (trial_id), heartbeat DATETIME NOT NULL,
        UNIQUE (trial_id));
      INSERT INTO version_info VALUES (1, 12, '5.0.0');
      INSERT INTO alembic_version VALUES ('v3.2.0.a')
      """;
  private final Session session;

  private OptunaSqliteWriter(Session session) {
    this.session = session;
  }

  /// Writes an empty file.
  ///
  /// @param at when trials began and ended whose times are not known, for Optuna wants to know
  static void write(Path file, OptunaStudy study, Instant at) throws SQLException {
    try (var session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file))) {
      session.transact(
          new String[] {"BEGIN"},
          inside -> {
            inside.execute(TABLES.split(";"));
            var writer = new OptunaSqliteWriter(inside);
            writer.study(study);
            writer.trials(study, new Lifetime(at, at));
            return new Session.Work.Outcome<>(study, true);
          });
    }
  }

  private void study(OptunaStudy study) throws SQLException {
    insert("studies (study_id, study_name)", 1, study.name());
    for (int i = 0; i < study.directions().size(); i++) {
      insert(
          "study_directions (study_id, objective, direction)",
          1,
          i,
          study.directions().get(i).name());
    }
    attributes("study_user_attributes (study_id, key, value_json)", 1, study.userAttributes());
    attributes("study_system_attributes (study_id, key, value_json)", 1, study.systemAttributes());
  }

  private void trials(OptunaStudy study, Lifetime unknown) throws SQLException {
    int id = 0;
    for (OptunaTrial each : study.trials()) {
      id++;
      Lifetime lifetime = each.lifetime().orElse(unknown);
      boolean isUnderWay = each.state() == OptunaTrial.State.RUNNING;
      insert(
          "trials (trial_id, number, study_id, state, datetime_start, datetime_complete)",
          id,
          id - 1,
          1,
          each.state().name(),
          OptunaTime.row(lifetime.from()),
          isUnderWay ? new Session.Missing(Types.VARCHAR) : OptunaTime.row(lifetime.to()));
      trial(id, each);
    }
  }

  private void trial(int id, OptunaTrial trial) throws SQLException {
    for (var each : trial.parameters().entrySet()) {
      insert(
          "trial_params (trial_id, param_name, param_value, distribution_json)",
          id,
          each.getKey(),
          each.getValue().internal(),
          OptunaJson.line(each.getValue().distribution()));
    }
    for (int i = 0; i < trial.values().size(); i++) {
      OptunaNumber number = OptunaNumber.of(trial.values().get(i));
      insert(
          "trial_values (trial_id, objective, value, value_type)",
          id,
          i,
          number.value(),
          number.kind());
    }
    for (var each : trial.reports().entrySet()) {
      OptunaNumber number = OptunaNumber.of(each.getValue());
      insert(
          "trial_intermediate_values"
              + " (trial_id, step, intermediate_value, intermediate_value_type)",
          id,
          each.getKey(),
          number.value(),
          number.kind());
    }
    attributes("trial_user_attributes (trial_id, key, value_json)", id, trial.userAttributes());
    attributes("trial_system_attributes (trial_id, key, value_json)", id, trial.systemAttributes());
  }

  private void attributes(String into, int id, Map<String, JsonNode> attributes)
      throws SQLException {
    for (var each : attributes.entrySet()) {
      insert(into, id, each.getKey(), OptunaJson.line(each.getValue()));
    }
  }

  private void insert(String into, Object... values) throws SQLException {
    String places = ", ?".repeat(values.length).substring(2);
    session.prepare("INSERT INTO " + into + " VALUES (" + places + ")", values).executeUpdate();
  }
}
