package dev.glissade.tune.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// PostgreSQL 12 or later. Writers of one study wait for each other at its row; durability is that
/// of the server (`synchronous_commit`, which is on by default).
///
/// No connection waits without end: connecting for 10 s, a lock for 10 s, an answer for 60 s; a
/// program that went silent in a transaction loses it after 60 s.
record Postgres(PostgresAddress address) implements Dialect {
  @Override
  public Connection connect() throws SQLException {
    var settings = new Properties();
    settings.setProperty("ApplicationName", "glissade");
    settings.setProperty("connectTimeout", "10");
    settings.setProperty("socketTimeout", "60");
    settings.setProperty("tcpKeepAlive", "true");
    settings.putAll(address.secrets());
    Connection connection =
        DriverManager.getConnection("jdbc:postgresql:" + address.place(), settings);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '10s'");
      statement.execute("SET idle_in_transaction_session_timeout = '60s'");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public String[] begin() {
    return new String[] {"BEGIN"};
  }

  @Override
  public String[] beginLease() {
    // Workers outlive the server, and an attempt must not be counted twice.
    return begin();
  }

  @Override
  public String now() {
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
  }

  @Override
  public List<String> beforeSchema() {
    // Two who make the same table at once would fail; the number is arbitrary.
    return List.of("SELECT pg_advisory_xact_lock(4707315041129)");
  }

  @Override
  public String identity() {
    return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
  }

  @Override
  public String exactReal() {
    return "DOUBLE PRECISION";
  }

  @Override
  public String clustered() {
    // Appended rows lie in this order anyway.
    return "";
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  // Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
  @Override
  public Trouble trouble(SQLException exception) {
    String state = Objects.requireNonNullElse(exception.getSQLState(), "");
    return switch (state) {
      case "57P01", "57P02", "57P03", "25P03" ->
          new Trouble(true, "is shutting down, starting up or gone — help: is the server running?");
      case "40001", "40P01", "55P03" ->
          new Trouble(true, "is locked by another program — help: end the one that holds the lock");
      case "53300" -> new Trouble(true, "has no free connection — help: raise max_connections");
      case "53100" -> new Trouble(false, "has no room left — help: free some disk, and go on");
      case "28000", "28P01" -> new Trouble(false, "refused user or password — help: look at them");
      case "3D000" -> new Trouble(false, "does not exist — help: make it with createdb");
      case "25006" -> new Trouble(false, "is read-only — help: is this a standby server?");
      case "42501" -> new Trouble(false, "may not be written by this user — help: grant rights");
      default ->
          state.startsWith("08")
              ? new Trouble(true, "cannot be reached — help: is the server running?")
              : new Trouble(false, "failed: " + exception.getMessage());
    };
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
