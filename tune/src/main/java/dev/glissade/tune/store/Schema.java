package dev.glissade.tune.store;

import dev.glissade.tune.StoreException;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables.
///
/// | table | content |
/// | --- | --- |
/// | `glissade_schema` | one row: the version of the tables |
/// | `study` | name and the last position that was given away |
/// | `event` | append-only; `origin` is the number of the append; a report lies in the columns |
/// | `lease` | who has which work until when |
/// | `shift` | who had which work and when; in milliseconds since 1970 |
///
/// An event that is no report is JSON in `body`. A value of a report that is not a number is NULL,
/// since SQLite has none.
final class Schema {
  /// The version that this program writes.
  static final int VERSION = 1;

  private Schema() {}

  /// Makes the tables where they are missing, and those that a store from before lacks.
  ///
  /// @throws StoreException if the tables are of another version or of another program
  static void prepare(Session session, Dialect dialect) throws SQLException {
    if (exists(session, "glissade_schema")) {
      check(session, dialect);
    } else if (exists(session, "trial_intermediate_values")) {
      throw new StoreException(
          dialect
              + ": expected a study store, but got a database of Optuna — help: import its"
              + " studies into a new store",
          new SQLException("tables of Optuna"));
    }
    if (!exists(session, "shift")) {
      session.transact(
          dialect.begin(),
          inside -> {
            create(inside, dialect);
            return new Session.Work.Outcome<>(true, true);
          });
      check(session, dialect);
    }
  }

  private static boolean exists(Session session, String table) throws SQLException {
    DatabaseMetaData about = session.about();
    String schema = about.getConnection().getSchema();
    try (ResultSet found = about.getTables(null, schema, table, new String[] {"TABLE"})) {
      return found.next();
    }
  }

  private static void create(Session session, Dialect dialect) throws SQLException {
    var statements = new ArrayList<>(dialect.beforeSchema());
    statements.addAll(
        List.of(
            "CREATE TABLE IF NOT EXISTS glissade_schema (version BIGINT NOT NULL)",
            "INSERT INTO glissade_schema (version) SELECT "
                + VERSION
                + " WHERE NOT EXISTS (SELECT 1 FROM glissade_schema)",
            "CREATE TABLE IF NOT EXISTS study (id "
                + dialect.identity()
                + ", name TEXT NOT NULL UNIQUE, last BIGINT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS event (study BIGINT NOT NULL REFERENCES study (id),"
                + " position BIGINT NOT NULL, key TEXT, origin BIGINT NOT NULL, work BIGINT,"
                + " step BIGINT, value "
                + dialect.exactReal()
                + ", body TEXT,"
                + " PRIMARY KEY (study, position))"
                + dialect.clustered(),
            "CREATE UNIQUE INDEX IF NOT EXISTS event_key ON event (study, key)",
            "CREATE TABLE IF NOT EXISTS lease (study TEXT NOT NULL, work BIGINT NOT NULL,"
                + " attempt BIGINT NOT NULL, worker TEXT NOT NULL, origin BIGINT NOT NULL,"
                + " until BIGINT NOT NULL, PRIMARY KEY (study, work))",
            "CREATE TABLE IF NOT EXISTS shift (study TEXT NOT NULL, work BIGINT NOT NULL,"
                + " attempt BIGINT NOT NULL, worker TEXT NOT NULL, began BIGINT NOT NULL,"
                + " seen BIGINT NOT NULL, PRIMARY KEY (study, work, attempt))"
                + dialect.clustered()));
    session.execute(statements.toArray(String[]::new));
  }

  private static void check(Session session, Dialect dialect) throws SQLException {
    try (ResultSet row = session.prepare("SELECT version FROM glissade_schema").executeQuery()) {
      long version = row.next() ? row.getLong(1) : 0;
      if (version != VERSION) {
        throw new StoreException(
            dialect
                + ": expected tables of version "
                + VERSION
                + ", but got version "
                + version
                + " — help: use the release of Glissade that wrote them, or a newer one",
            new SQLException("schema version " + version));
      }
    }
  }
}
