package dev.glissade.data;

import java.util.List;
import java.util.Optional;

/// Which column of a table is to be predicted, as what, and from which others; column and task may
/// be left to the data.
///
/// @param column the target's name; empty for the last column
/// @param task classification or regression; empty to tell by the column's content
/// @param ignored columns that are left out before anything else is decided, such as names, numbers
///     of records and dates
public record Target(Optional<String> column, Optional<Task.Kind> task, List<String> ignored) {
  /// Copies the list.
  public Target {
    ignored = List.copyOf(ignored);
  }

  /// A target to be predicted from all other columns.
  public Target(Optional<String> column, Optional<Task.Kind> task) {
    this(column, task, List.of());
  }

  /// The last column.
  public static Target last() {
    return new Target(Optional.empty(), Optional.empty());
  }

  /// The column of this name.
  public static Target named(String column) {
    return new Target(Optional.of(column), Optional.empty());
  }

  /// This target with the task given instead of told by the content.
  public Target as(Task.Kind task) {
    return new Target(column, Optional.of(task), ignored);
  }

  /// This target predicted without these columns, of which it must not be one itself.
  public Target ignoring(List<String> columns) {
    return new Target(column, task, columns);
  }

  /// The table without the columns that are ignored.
  Table used(String source, Table table) {
    List<String> names = table.namesInFile();
    for (String name : ignored) {
      if (!names.contains(name)) {
        throw Names.unknown(source + ": ignore", "columns", name, names);
      }
    }
    String target = column.orElse(names.getLast());
    if (ignored.contains(target)) {
      throw DataException.expected(
          source + ": ignore",
          "columns beside the target",
          DataException.quote(target) + ", which is the target",
          "name another target");
    }
    return table.without(ignored.stream().filter(table::has).toArray(String[]::new));
  }
}
