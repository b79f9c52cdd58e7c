package dev.glissade.data;

/// Data that cannot be used as asked. The message is complete: it says where (file, line, column),
/// what was expected, what came, and the remedy where one is known.
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// An exception with a complete message.
  public DataException(String message) {
    super(message);
  }

  /// An exception with a complete message, and the failure below it.
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  static DataException expected(String where, String expected, String got) {
    return new DataException(where + ": expected " + expected + ", but got " + got);
  }

  static DataException expected(String where, String expected, String got, String help) {
    return new DataException(
        where + ": expected " + expected + ", but got " + got + " — help: " + help);
  }

  /// Text from a file as it may stand in a message: in quotes, without line breaks, not too long.
  static String quote(String text) {
    String line =
        text.codePoints()
            .limit(41)
            .collect(
                StringBuilder::new,
                (out, c) -> out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c),
                StringBuilder::append)
            .toString();
    boolean cut = line.codePointCount(0, line.length()) > 40;
    return "'" + (cut ? line.substring(0, line.offsetByCodePoints(0, 40)) + "…" : line) + "'";
  }
}
