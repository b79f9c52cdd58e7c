package dev.glissade.tune.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// SQLite with a write-ahead log: readers never wait, one process writes at a time, and events are
/// on the disk when they are committed (`synchronous=FULL`), so that they survive a kill and a loss
/// of power. Leases survive a kill (`synchronous=NORMAL`).
///
/// The log needs shared memory: all processes must run on one machine, and the file must not be on
/// a network drive.
record Sqlite(Path file) implements Dialect {
  @Override
  public Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute("PRAGMA journal_mode = WAL");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public String[] begin() {
    return new String[] {"PRAGMA synchronous = FULL", "BEGIN IMMEDIATE"};
  }

  @Override
  public String[] beginLease() {
    // A loss of power ends all workers as well, for they run on this machine.
    return new String[] {"PRAGMA synchronous = NORMAL", "BEGIN IMMEDIATE"};
  }

  @Override
  public String now() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  @Override
  public List<String> beforeSchema() {
    return List.of();
  }

  @Override
  public String identity() {
    return "INTEGER PRIMARY KEY";
  }

  @Override
  public String exactReal() {
    // A column of type REAL would make 0 of −0; of type BLOB it keeps what comes.
    return "BLOB";
  }

  @Override
  public String clustered() {
    return " WITHOUT ROWID";
  }

  @Override
  public String forUpdate() {
    return "";
  }

  // Codes: https://www.sqlite.org/rescode.html
  @Override
  public Trouble trouble(SQLException exception) {
    return switch (exception.getErrorCode()) {
      case 5, 6 ->
          new Trouble(
              true, "is locked by another program — help: end the program that writes this file");
      case 8 -> new Trouble(false, "cannot be written — help: look at the rights of the file");
      case 10 -> new Trouble(false, "cannot be read or written — help: is the disk full or gone?");
      case 11 ->
          new Trouble(false, "is damaged — help: `sqlite3 FILE .recover` saves what is readable");
      case 13 -> new Trouble(false, "has no room left — help: free some of the disk, and go on");
      case 14 -> new Trouble(false, missing());
      case 26 -> new Trouble(false, "is not a database of SQLite — help: choose another file");
      default -> new Trouble(false, "failed: " + exception.getMessage());
    };
  }

  private String missing() {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null || Files.isDirectory(folder)
        ? "cannot be opened — help: look at the rights of the file and its folder"
        : "cannot be opened — help: make the folder first";
  }

  @Override
  public String toString() {
    return "sqlite:" + file;
  }
}
