package dev.glissade.tune.store;

import dev.glissade.tune.Lease;
import dev.glissade.tune.Shift;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Who worked on what and when, beside the events: a row for each lease.
record ShiftTable(Session session, Dialect dialect, String study) {
  private static final String INSERT =
      "INSERT INTO shift (study, work, attempt, worker, began, seen) VALUES (?, ?, ?, ?, %s, %s)"
          + " ON CONFLICT (study, work, attempt) DO NOTHING";

  /// A lease was taken. Who asks again after a lost answer has begun already.
  void begin(Lease lease) throws SQLException {
    session
        .prepare(
            INSERT.formatted(dialect.now(), dialect.now()),
            study,
            lease.work(),
            (long) lease.attempt(),
            lease.worker())
        .executeUpdate();
  }

  /// Who has the lease is alive.
  void touch(Lease lease) throws SQLException {
    session
        .prepare(
            "UPDATE shift SET seen = "
                + dialect.now()
                + " WHERE study = ? AND work = ? AND attempt = ?",
            study,
            lease.work(),
            (long) lease.attempt())
        .executeUpdate();
  }

  /// What was worked elsewhere.
  void add(Shift shift) throws SQLException {
    session
        .prepare(
            INSERT.formatted("?", "?"),
            study,
            shift.work(),
            (long) shift.attempt(),
            shift.worker(),
            shift.from().toEpochMilli(),
            shift.to().toEpochMilli())
        .executeUpdate();
  }

  /// All, by work and attempt.
  List<Shift> read() throws SQLException {
    var statement =
        session.prepare(
            "SELECT work, attempt, worker, began, seen FROM shift WHERE study = ?"
                + " ORDER BY work, attempt",
            study);
    try (ResultSet row = statement.executeQuery()) {
      var shifts = new ArrayList<Shift>();
      while (row.next()) {
        Instant from = Instant.ofEpochMilli(row.getLong(4));
        Instant to = Instant.ofEpochMilli(row.getLong(5));
        shifts.add(new Shift(row.getLong(1), row.getInt(2), row.getString(3), from, to));
      }
      return shifts;
    }
  }
}
