package dev.glissade.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Named columns of one length. Immutable; remembers the file and line of each row.
public final class Table {
  private final List<Column> columns;
  private final int[] fields;
  private final Origin origin;
  private final Map<String, Integer> indexOf = new HashMap<>();

  private Table(List<Column> columns, int[] fields, Origin origin) {
    this.columns = columns;
    this.fields = fields;
    this.origin = origin;
    for (Column column : columns) {
      if (indexOf.put(column.name(), indexOf.size()) != null) {
        throw DataException.expected("Table", "names that differ", "'" + column.name() + "' twice");
      }
      if (column.size() != columns.getFirst().size()) {
        throw DataException.expected(
            "Table",
            columns.getFirst().size() + " rows in every column",
            column.size() + " in '" + column.name() + "'");
      }
    }
  }

  /// A table of these columns, which must have different names and one length.
  public static Table of(List<? extends Column> columns) {
    if (columns.isEmpty()) {
      throw DataException.expected("Table", "at least one column", "none");
    }
    return from(List.copyOf(columns), Origin.memory());
  }

  static Table from(List<Column> columns, Origin origin) {
    return new Table(columns, IntStream.rangeClosed(1, columns.size()).toArray(), origin);
  }

  /// A table of some columns of a file, with the number of the field that each stood in.
  static Table from(List<Column> columns, int[] fields, Origin origin) {
    return new Table(columns, fields, origin);
  }

  /// The columns in the order of the file.
  public List<Column> columns() {
    return columns;
  }

  /// The columns' names in the order of the file.
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// How many rows.
  public int rows() {
    return columns.getFirst().size();
  }

  /// Whether there is a column of this name.
  public boolean has(String name) {
    return indexOf.containsKey(name);
  }

  /// The column of this name; a `DataException` names the nearest one if there is none.
  public Column column(String name) {
    return columns.get(index(name));
  }

  /// This table without some of its columns, which must be there.
  public Table without(String... names) {
    for (String name : names) {
      index(name);
    }
    Set<String> left = Set.copyOf(Arrays.asList(names));
    int[] kept =
        IntStream.range(0, columns.size())
            .filter(i -> !left.contains(columns.get(i).name()))
            .toArray();
    if (kept.length == 0) {
      throw DataException.expected("Table", "at least one column to stay", "none");
    }
    return new Table(
        Arrays.stream(kept).mapToObj(columns::get).toList(),
        Arrays.stream(kept).map(i -> fields[i]).toArray(),
        origin);
  }

  /// SHA-256 of names, kinds and values, in hexadecimal digits. Two files of one content have one
  /// fingerprint, whatever their compression, line ends and quotes.
  public String fingerprint() {
    ContentHash hash = new ContentHash("table").add(columns.size());
    for (Column column : columns) {
      hash.add(column.name()).add(column.kind().name());
      switch (column) {
        case Column.Numeric(_, double[] values) -> hash.add(values);
        case Column.Categorical(_, List<String> categories, int[] codes) ->
            hash.add(categories).add(codes);
      }
    }
    return hash.hex();
  }

  /// What an operation on this table is called in messages: `file: operation`, or the operation
  /// alone if the table was made in memory.
  String where(String operation) {
    return origin.file().isEmpty() ? operation : origin.file() + ": " + operation;
  }

  /// The names of all columns of the file, those included that were left aside.
  List<String> namesInFile() {
    return origin.file().isEmpty() ? names() : origin.header();
  }

  /// Where a row came from, for messages: `file:line`, or `row 3` if it was made in memory.
  public String position(int row) {
    return origin.position(row);
  }

  /// Where a value came from, for messages: `file:line:column`, the column counted from 1.
  public String position(int row, String column) {
    return origin.position(row, fields[index(column)]);
  }

  private int index(String name) {
    Integer index = indexOf.get(name);
    if (index == null) {
      throw Names.unknown("Table", "columns", name, names());
    }
    return index;
  }

  @Override
  public String toString() {
    return "Table[" + rows() + " rows, " + Names.list(names()) + "]";
  }
}
