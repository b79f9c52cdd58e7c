package dev.glissade.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// Reads comma-separated files as in RFC 4180: UTF-8, a header line, plain or gzip (told by
/// content).
///
/// An empty field is a missing value. Blanks around a field are no part of it, blank lines are
/// skipped. A column is numeric or categorical by its content, as `KindDecision` has it: few words
/// among many numbers are an error and not categories. The kinds can be given instead; then a word
/// in a numeric column is an error, and any word is welcome in a categorical one.
public final class CsvReader {
  private CsvReader() {}

  /// The table in a file, its kinds of columns inferred.
  public static Table read(Path file) {
    return read(file, Map.of());
  }

  /// The table in a file, with these kinds for the columns named and the others inferred.
  public static Table read(Path file, Map<String, Column.Kind> kinds) {
    return read(file, kinds, false);
  }

  /// The table in a stream, plain or gzip, which is closed; `name` stands for it in messages.
  public static Table read(String name, InputStream in, Map<String, Column.Kind> kinds) {
    try (InputStream unzipped = Inputs.unzipped(name, in)) {
      return read(name, unzipped, new RowHandler(name, kinds, false));
    } catch (IOException failure) {
      throw Inputs.unreadable(name, failure);
    }
  }

  /// Only the columns named, as far as they are there, of these kinds.
  static Table readOnly(Path file, Map<String, Column.Kind> kinds) {
    return read(file, kinds, true);
  }

  private static Table read(Path file, Map<String, Column.Kind> kinds, boolean ignoreOthers) {
    String name = file.toString();
    try (InputStream in = Inputs.open(file)) {
      return read(name, in, new RowHandler(name, kinds, ignoreOthers));
    } catch (IOException failure) {
      throw Inputs.unreadable(name, failure);
    }
  }

  private static Table read(String name, InputStream in, RowHandler handler) throws IOException {
    Utf8Reader reader = new Utf8Reader(name, in);
    try {
      parse(name, reader, handler);
      return handler.table();
    } catch (DataException mistake) {
      // A damaged compressed file may look like a mistake in its text before its checksum is
      // reached.
      reader.drain();
      throw mistake;
    }
  }

  private static void parse(String name, Utf8Reader reader, RowHandler handler) throws IOException {
    var csv =
        de.siegmar.fastcsv.reader.CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(false)
            .build(handler, reader);
    try {
      csv.forEach(_ -> {}); // the handler keeps the rows
    } catch (CsvParseException malformed) {
      throw malformed(name, handler.line(), malformed);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    if (handler.lastFieldQuoted() && !reader.endsWith('"')) {
      throw DataException.expected(
          name + ":" + handler.line(),
          "a closing quote for the last field",
          "the end of the file",
          "a quote within a quoted field is written twice");
    }
  }

  private static DataException malformed(String name, int line, CsvParseException malformed) {
    Throwable reason = malformed.getCause() == null ? malformed : malformed.getCause();
    return new DataException(
        name
            + ":"
            + line
            + ": expected fields as in RFC 4180, but got this: "
            + reason.getMessage()
            + " — help: a quote within a quoted field is written twice",
        malformed);
  }
}
