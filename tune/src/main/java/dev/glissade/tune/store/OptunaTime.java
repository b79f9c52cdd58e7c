package dev.glissade.tune.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as Optuna writes them: in tables the local time of whoever wrote it, in journals with an
/// offset from UTC, both to the microsecond.
final class OptunaTime {
  private static final DateTimeFormatter ROW =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter LINE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private OptunaTime() {}

  /// For a table.
  static String row(Instant time) {
    return ROW.format(LocalDateTime.ofInstant(time, ZoneId.systemDefault()));
  }

  /// For a journal.
  static String line(Instant time) {
    return LINE.format(time);
  }

  /// Of either.
  ///
  /// @throws IllegalArgumentException if it is none
  static Instant read(String text) {
    try {
      var read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      return read instanceof OffsetDateTime time
          ? time.toInstant()
          : LocalDateTime.from(read).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("datetime: expected date and time, but got " + text, e);
    }
  }
}
