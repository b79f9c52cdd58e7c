package dev.glissade.tune.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Rows of comma-separated values as RFC 4180 has them: quoted where a cell has commas, quotes or
/// ends of lines.
final class CsvLine {
  private static final int MOST_CHARACTERS = 1 << 20;

  private CsvLine() {}

  /// A row with its end of line.
  static String write(List<String> cells) {
    var quoted = new ArrayList<String>();
    for (String each : cells) {
      boolean isPlain = each.chars().noneMatch(it -> ",\"\r\n".indexOf(it) >= 0);
      quoted.add(isPlain ? each : "\"" + each.replace("\"", "\"\"") + "\"");
    }
    return String.join(",", quoted) + "\n";
  }

  /// Reads rows one after the other.
  record Reader(BufferedReader characters) implements AutoCloseable {
    /// The next row; none at the end.
    ///
    /// @throws IllegalArgumentException if a row is longer than 2²⁰ characters or ends in quotes
    List<String> next() throws IOException {
      var row = new Row();
      int size = 0;
      int next = characters.read();
      while (next >= 0 && !row.endsAt(next)) {
        row.add((char) next);
        size++;
        if (size > MOST_CHARACTERS) {
          throw new IllegalArgumentException("expected at most 2^20 characters, but got more");
        }
        next = characters.read();
      }
      if (next < 0 && row.isQuoted) {
        throw new IllegalArgumentException("expected closing quotes, but got the end of the file");
      }
      return next < 0 && size == 0 ? List.of() : row.cells();
    }

    @Override
    public void close() throws IOException {
      characters.close();
    }
  }

  /// A row as far as it was read.
  private static final class Row {
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean isQuoted;
    private boolean isJustClosed;

    boolean endsAt(int next) {
      return next == '\n' && !isQuoted;
    }

    void add(char next) {
      if (next == '"') {
        // Two quotes inside of quotes close and open again, and mean one.
        if (isJustClosed) {
          cell.append('"');
        }
        isJustClosed = isQuoted;
        isQuoted = !isQuoted;
        return;
      }
      isJustClosed = false;
      if (isQuoted) {
        cell.append(next);
      } else if (next == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (next != '\r') {
        cell.append(next);
      }
    }

    List<String> cells() {
      cells.add(cell.toString());
      return cells;
    }
  }
}
