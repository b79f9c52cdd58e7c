package dev.glissade.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Reads comma-separated files as in RFC 4180: UTF-8, a header line, plain or gzip (told by
/// content).
///
/// An empty field is a missing value. Blanks around a field are no part of it, empty lines are
/// skipped. A line ends with LF, CR or both. A column is numeric or categorical by its content, as
/// `KindDecision` has it: few words among many numbers are an error and not categories. The kinds
/// can be given instead; then a word in a numeric column is an error, and any word is welcome in a
/// categorical one.
public final class CsvReader {
  private static final int LONGEST_FIELD = 1 << 20;

  private CsvReader() {}

  /// The table in a file, its kinds of columns inferred.
  public static Table read(Path file) {
    return read(file, Map.of());
  }

  /// The table in a file, with these kinds for the columns named and the others inferred.
  public static Table read(Path file, Map<String, Column.Kind> kinds) {
    return read(file, kinds, _ -> false);
  }

  /// The table in a stream, plain or gzip, which is closed; `name` stands for it in messages.
  public static Table read(String name, InputStream in, Map<String, Column.Kind> kinds) {
    try (InputStream unzipped = Inputs.unzipped(name, in)) {
      return read(name, unzipped, new RowHandler(name, kinds, _ -> false));
    } catch (IOException failure) {
      throw Inputs.unreadable(name, failure);
    }
  }

  /// Only the columns named, as far as they are there, of these kinds.
  static Table readOnly(Path file, Map<String, Column.Kind> kinds) {
    return read(file, kinds, _ -> true);
  }

  /// All columns but some, their kinds inferred; the content of those that are ignored may be
  /// anything.
  static Table readWithout(Path file, Collection<String> ignored) {
    return read(file, Map.of(), Set.copyOf(ignored)::contains);
  }

  private static Table read(
      Path file, Map<String, Column.Kind> kinds, Predicate<String> isIgnored) {
    String name = file.toString();
    try (InputStream in = Inputs.open(file)) {
      return read(name, in, new RowHandler(name, kinds, isIgnored));
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
            .maxBufferSize(LONGEST_FIELD)
            .build(handler, reader);
    try {
      csv.forEach(_ -> {}); // the handler keeps the rows
    } catch (CsvParseException | UncheckedIOException wrapped) {
      throw unwrapped(name + ":" + handler.line(), wrapped);
    }
  }

  /// The parser wraps whatever is thrown below it, errors of the machine and our own included.
  private static DataException unwrapped(String where, RuntimeException wrapped)
      throws IOException {
    return switch (wrapped.getCause()) {
      case DataException mistake -> mistake;
      case IOException failure -> throw failure;
      case Error failure -> throw failure;
      case CsvParseException malformed -> malformed(where, malformed);
      case null, default -> throw wrapped;
    };
  }

  private static DataException malformed(String where, CsvParseException malformed) {
    String reason = String.valueOf(malformed.getMessage());
    return reason.contains("maximum buffer size")
        ? new DataException(
            where
                + ": expected fields of less than "
                + LONGEST_FIELD
                + " characters, but got a longer one — help: a closing quote or a line break may be"
                + " missing",
            malformed)
        : new DataException(
            where
                + ": expected fields as in RFC 4180, but got this: "
                + reason
                + " — help: a quote within a quoted field is written twice",
            malformed);
  }
}
