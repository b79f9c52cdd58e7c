package dev.glissade.data;

import java.util.Arrays;
import java.util.List;

/// The target of a table: which column it is, what task it poses, and whether it can be learned.
final class TargetColumn {
  /// At most so many different whole numbers are taken for classes by themselves …
  static final int INFERRED_CLASSES = 20;

  /// … if each stands for so many rows on average.
  static final int ROWS_PER_CLASS = 10;

  /// More classes than this are refused.
  static final int MOST_CLASSES = 1000;

  private final Column column;
  private final Task task;
  private final String reason;

  private TargetColumn(Column column, Task task, String reason) {
    this.column = column;
    this.task = task;
    this.reason = reason;
  }

  /// The target of a table; a `DataException` if it is not there or cannot be learned.
  static TargetColumn of(String source, Table table, Target target) {
    String where = source + ": target";
    String name = target.column().orElse(table.names().getLast());
    if (!table.has(name)) {
      throw Names.unknown(where, "columns", name, table.names());
    }
    Column column = table.column(name);
    checkComplete(table, column);
    String reason = target.task().isPresent() ? "as asked" : reason(column);
    Task.Kind kind = target.task().orElseGet(() -> inferred(column));
    Task task =
        switch (kind) {
          case CLASSIFICATION -> classification(where, column);
          case REGRESSION -> regression(where, table, column);
        };
    return new TargetColumn(column, task, reason);
  }

  String name() {
    return column.name();
  }

  Column.Kind kind() {
    return column.kind();
  }

  Task task() {
    return task;
  }

  /// Why it is this task, as a sentence.
  String reason() {
    return task.kind().word() + " of '" + column.name() + "': " + reason;
  }

  /// For each row the index of its class among these, or −1.
  static int[] classIndices(Column column, List<String> classes) {
    return switch (column) {
      case Column.Categorical(_, List<String> categories, int[] codes) -> {
        int[] classOf = Codes.indicesIn(classes, categories);
        yield Arrays.stream(codes).map(code -> code < 0 ? -1 : classOf[code]).toArray();
      }
      case Column.Numeric(_, double[] values) ->
          Codes.indicesIn(classes, Arrays.stream(values).mapToObj(Codes::label).toList());
    };
  }

  private static Task.Kind inferred(Column column) {
    return switch (column) {
      case Column.Categorical _ -> Task.Kind.CLASSIFICATION;
      case Column.Numeric(_, double[] values) ->
          areClasses(values) ? Task.Kind.CLASSIFICATION : Task.Kind.REGRESSION;
    };
  }

  /// Whole numbers are classes if there are two of them, or few of them with many rows each. A
  /// constant is left to be refused as a number.
  private static boolean areClasses(double[] values) {
    double[] distinct = Arrays.stream(values).distinct().toArray();
    return Arrays.stream(distinct).allMatch(Codes::isWhole)
        && (distinct.length == 2
            || (distinct.length > 2
                && distinct.length <= INFERRED_CLASSES
                && values.length >= ROWS_PER_CLASS * distinct.length));
  }

  private static String reason(Column column) {
    return switch (column) {
      case Column.Categorical _ -> "its values are words";
      case Column.Numeric(_, double[] values) ->
          "its values are "
              + Arrays.stream(values).distinct().count()
              + (areClasses(values) ? " different whole numbers in " : " different numbers in ")
              + values.length
              + " rows";
    };
  }

  private static Task classification(String where, Column column) {
    List<String> classes =
        switch (column) {
          case Column.Categorical(_, List<String> categories, int[] codes) ->
              Arrays.stream(codes).distinct().mapToObj(categories::get).sorted().toList();
          case Column.Numeric(_, double[] values) ->
              Arrays.stream(values).sorted().mapToObj(Codes::label).distinct().toList();
        };
    if (classes.size() < 2) {
      throw DataException.expected(
          where,
          "at least two classes in column '" + column.name() + "'",
          "only " + DataException.quote(classes.getFirst()) + " in all " + column.size() + " rows");
    }
    if (classes.size() > MOST_CLASSES) {
      throw DataException.expected(
          where,
          "at most " + MOST_CLASSES + " classes in column '" + column.name() + "'",
          classes.size() + " different values",
          "name another target, or choose regression if its values are numbers");
    }
    return new Task.Classification(classes);
  }

  private static Task regression(String where, Table table, Column column) {
    if (column instanceof Column.Numeric(String name, double[] values)) {
      if (Arrays.stream(values).allMatch(value -> value == values[0])) {
        throw DataException.expected(
            where,
            "values that differ in column '" + name + "'",
            Codes.label(values[0]) + " in all " + values.length + " rows");
      }
      return new Task.Regression(List.of(name));
    }
    throw DataException.expected(
        where,
        "numbers in column '" + column.name() + "' for regression",
        DataException.quote(text(column, 0)) + " at " + table.position(0, column.name()),
        "choose classification or another target");
  }

  private static void checkComplete(Table table, Column column) {
    for (int row = 0; row < column.size(); row++) {
      if (column.isMissing(row)) {
        throw missing(table, column.name(), row);
      }
    }
  }

  static DataException missing(Table table, String column, int row) {
    return DataException.expected(
        table.position(row, column),
        "a value in the target column '" + column + "'",
        "an empty field",
        "fill it in or remove the row");
  }

  /// A value as text, for messages.
  static String text(Column column, int row) {
    return switch (column) {
      case Column.Categorical(_, List<String> categories, int[] codes) ->
          categories.get(codes[row]);
      case Column.Numeric(_, double[] values) -> Codes.label(values[row]);
    };
  }
}
