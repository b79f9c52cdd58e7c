package dev.glissade.tune.store;

import dev.glissade.tune.Event;
import dev.glissade.tune.EventJson;
import dev.glissade.tune.StoreException;
import dev.glissade.tune.StudyStore.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/// An event as a row: a report in columns, since there are many, all else as JSON.
final class EventRow {
  private static final String INSERT =
      "INSERT INTO event (study, position, key, origin, work, step, value, body)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (study, key) DO NOTHING";
  private static final Session.Missing NO_NUMBER = new Session.Missing(Types.BIGINT);
  private static final Session.Missing NO_VALUE = new Session.Missing(Types.DOUBLE);
  private static final Session.Missing NO_TEXT = new Session.Missing(Types.VARCHAR);

  private EventRow() {}

  /// Writes an event.
  ///
  /// @return false if one with its key is there already
  static boolean insert(Session session, long study, long position, long origin, Event event)
      throws SQLException {
    Object key = event.key().isPresent() ? event.key().get() : NO_TEXT;
    var statement =
        event instanceof Event.Reported(long work, long step, double value)
            ? session.prepare(
                INSERT,
                study,
                position,
                key,
                origin,
                work,
                step,
                Double.isNaN(value) ? NO_VALUE : value,
                NO_TEXT)
            : session.prepare(
                INSERT,
                study,
                position,
                key,
                origin,
                NO_NUMBER,
                NO_NUMBER,
                NO_VALUE,
                EventJson.line(event));
    return statement.executeUpdate() == 1;
  }

  /// Reads `position, work, step, value, body`.
  ///
  /// @throws StoreException if the row is damaged
  static Entry read(ResultSet row, Dialect dialect, String study) throws SQLException {
    long position = row.getLong(1);
    String body = row.getString(5);
    if (body == null) {
      double number = row.getDouble(4);
      double value = row.wasNull() ? Double.NaN : number;
      return new Entry(position, new Event.Reported(row.getLong(2), row.getLong(3), value));
    }
    try {
      return new Entry(position, EventJson.readLine(body));
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          dialect
              + " is damaged at position "
              + position
              + " of study "
              + study
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
