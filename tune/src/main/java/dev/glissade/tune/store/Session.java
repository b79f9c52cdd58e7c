package dev.glissade.tune.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// A connection and the statements that were prepared on it. It belongs to one thread at a time.
final class Session implements AutoCloseable {
  /// Something done in one transaction.
  interface Work<T> {
    /// What was found, and whether what was done stays or is thrown away.
    record Outcome<T>(T value, boolean isKept) {}

    Outcome<T> run(Session session) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /// A statement with its parameters set: `Long`, `Double`, `String`, or `Missing`.
  PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] instanceof Missing(int type)) {
        statement.setNull(i + 1, type);
      } else {
        statement.setObject(i + 1, parameters[i]);
      }
    }
    return statement;
  }

  /// No value, where one of a type of `java.sql.Types` could be.
  record Missing(int type) {}

  /// Runs statements that return nothing.
  void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// What the database says of its tables.
  DatabaseMetaData about() throws SQLException {
    return connection.getMetaData();
  }

  /// Runs something in one transaction.
  <T> T transact(String[] begin, Work<T> work) throws SQLException {
    execute(begin);
    boolean isDone = false;
    try {
      Work.Outcome<T> outcome = work.run(this);
      execute(outcome.isKept() ? "COMMIT" : "ROLLBACK");
      isDone = true;
      return outcome.value();
    } finally {
      if (!isDone) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException _) {
      // SQLite has rolled back by itself where the disk is full; a lost connection is replaced.
    }
  }

  /// Whether the connection can still be used.
  boolean isAlive() {
    try {
      return connection.isValid(1);
    } catch (SQLException _) {
      return false;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
