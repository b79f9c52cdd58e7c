package dev.glissade.data;

import java.util.Optional;

/// Which column of a table is to be predicted, and as what; both may be left to the data.
///
/// @param column the target's name; empty for the last column
/// @param task classification or regression; empty to tell by the column's content
public record Target(Optional<String> column, Optional<Task.Kind> task) {
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
    return new Target(column, Optional.of(task));
  }
}
