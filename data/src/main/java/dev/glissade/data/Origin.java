package dev.glissade.data;

import java.util.Arrays;
import java.util.List;

/// Where the rows of a table came from, so that a message can name file and line.
final class Origin {
  private static final Origin MEMORY = new Origin("");

  private final String file;
  private List<String> header = List.of();
  private int[] lines = new int[0];
  private int rows;

  private Origin(String file) {
    this.file = file;
  }

  /// Rows that were made in memory: they have numbers but no lines.
  static Origin memory() {
    return MEMORY;
  }

  /// Rows of a file, whose lines are still to be added.
  static Origin file(String file) {
    return new Origin(file);
  }

  String file() {
    return file;
  }

  /// The names of all columns of the file, those included that were left aside; none in memory.
  List<String> header() {
    return header;
  }

  void setHeader(List<String> names) {
    header = names;
  }

  int rows() {
    return rows;
  }

  void addRow(int line) {
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, Math.max(256, rows + (rows >> 1)));
    }
    lines[rows++] = line;
  }

  String position(int row) {
    return file.isEmpty() ? "row " + (row + 1) : file + ":" + lines[row];
  }

  String position(int row, int field) {
    return file.isEmpty()
        ? "row " + (row + 1) + ", column " + field
        : file + ":" + lines[row] + ":" + field;
  }
}
