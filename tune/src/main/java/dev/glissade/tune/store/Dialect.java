package dev.glissade.tune.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What differs between the databases.
sealed interface Dialect permits Sqlite, Postgres {
  /// What went wrong.
  ///
  /// @param passes whether waiting may help
  /// @param message for people
  record Trouble(boolean passes, String message) {}

  /// A new connection, which commits each statement unless a transaction was begun.
  Connection connect() throws SQLException;

  /// Statements that begin a transaction in which nobody else writes the study that it writes, and
  /// which is on the disk when it has ended.
  String[] begin();

  /// The same for a lease, which a database that ends with its users may forget.
  String[] beginLease();

  /// The clock of the database, as an expression for milliseconds since 1970.
  String now();

  /// Holds off everybody else who might make the tables at this moment.
  List<String> beforeSchema();

  /// The type of a number that the database counts up.
  String identity();

  /// The type of a column that keeps each finite double, −0 too.
  String exactReal();

  /// At the end of a table whose rows lie in the order of its key.
  String clustered();

  /// At the end of a query that will change what it has found.
  String forUpdate();

  /// What an exception means.
  Trouble trouble(SQLException exception);

  /// Where the database is, without credentials.
  @Override
  String toString();
}
