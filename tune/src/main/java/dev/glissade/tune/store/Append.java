package dev.glissade.tune.store;

import dev.glissade.tune.Event;
import dev.glissade.tune.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Events to be written in one transaction, which may be tried several times.
final class Append {
  private final long origin;
  private final Optional<Lease> lease;
  private final List<Event> events;

  /// The last position of the attempt before, which may have been kept; 0 for none.
  private long last;

  /// All or none.
  ///
  /// @param origin a number of its own
  Append(long origin, List<Event> events) {
    this.origin = origin;
    this.lease = Optional.empty();
    this.events = events;
  }

  /// Those that are not there yet, if the lease is still the last one.
  Append(long origin, Lease lease, List<Event> events) {
    this.origin = origin;
    this.lease = Optional.of(lease);
    this.events = events;
  }

  /// Writes the events.
  ///
  /// @return whether they are there by this append
  Session.Work.Outcome<Boolean> run(Session session, Dialect dialect, String study)
      throws SQLException {
    if (last > 0 && wasKept(session, study)) {
      return new Session.Work.Outcome<>(true, false);
    }
    long id = reserve(session, study);
    if (lease.isPresent() && !holds(session, dialect, study, lease.get())) {
      return new Session.Work.Outcome<>(false, false);
    }
    long position = last - events.size();
    for (Event each : events) {
      position++;
      boolean isNew = EventRow.insert(session, id, position, origin, each);
      if (!isNew && lease.isEmpty()) {
        return new Session.Work.Outcome<>(false, false);
      }
    }
    if (lease.isPresent()) {
      new ShiftTable(session, dialect, study).touch(lease.get());
    }
    return new Session.Work.Outcome<>(true, true);
  }

  /// Takes positions for all events and holds the row of the study until the transaction ends.
  private long reserve(Session session, String study) throws SQLException {
    try (ResultSet row =
        session
            .prepare(
                "INSERT INTO study (name, last) VALUES (?, ?) ON CONFLICT (name)"
                    + " DO UPDATE SET last = study.last + excluded.last RETURNING id, last",
                study,
                (long) events.size())
            .executeQuery()) {
      row.next();
      last = row.getLong(2);
      return row.getLong(1);
    }
  }

  private boolean wasKept(Session session, String study) throws SQLException {
    try (ResultSet row =
        session
            .prepare(
                "SELECT 1 FROM event WHERE study = (SELECT id FROM study WHERE name = ?)"
                    + " AND position > ? AND position <= ? AND origin = ?",
                study,
                last - events.size(),
                last,
                origin)
            .executeQuery()) {
      return row.next();
    }
  }

  private static boolean holds(Session session, Dialect dialect, String study, Lease lease)
      throws SQLException {
    try (ResultSet row =
        session
            .prepare(
                "SELECT 1 FROM lease WHERE study = ? AND work = ? AND attempt = ? AND until > 0"
                    + dialect.forUpdate(),
                study,
                lease.work(),
                (long) lease.attempt())
            .executeQuery()) {
      return row.next();
    }
  }
}
