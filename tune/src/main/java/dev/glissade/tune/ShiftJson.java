package dev.glissade.tune;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// Shifts as JSON objects, one a line, beside the events of an exported study.
///
/// ```json
/// {"shift":3,"attempt":1,"worker":"a","from":"2026-01-02T12:00:00Z","to":"2026-01-02T12:00:01Z"}
/// ```
public final class ShiftJson {
  private ShiftJson() {}

  /// Whether a line of JSON is a shift and no event.
  public static boolean isShift(String line) {
    return line.startsWith("{\"shift\":");
  }

  /// A shift as one line of JSON.
  public static String line(Shift shift) {
    ObjectNode object = Fields.object().put("shift", shift.work()).put("attempt", shift.attempt());
    object.put("worker", shift.worker());
    return object.put("from", shift.from() + "").put("to", shift.to() + "").toString();
  }

  /// A shift from one line of JSON.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Shift readLine(String line) {
    return Fields.read(
        "shift",
        Fields.parse(line),
        it ->
            new Shift(
                it.whole("shift"),
                it.count("attempt"),
                it.text("worker"),
                time(it, "from"),
                time(it, "to")));
  }

  private static Instant time(Fields fields, String name) {
    String text = fields.text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          fields.at(name) + ": expected a time such as 2026-01-02T12:00:00Z, but got " + text);
    }
  }
}
