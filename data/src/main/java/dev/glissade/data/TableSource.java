package dev.glissade.data;

import java.util.List;

/// A table of which one column is to be predicted from the others.
public final class TableSource implements Source {
  /// A categorical feature with more categories than this is refused.
  static final int MOST_CATEGORIES = 1000;

  private final String name;
  private final Table table;
  private final TargetColumn target;
  private final boolean inOrder;

  private TableSource(String name, Table table, TargetColumn target, boolean inOrder) {
    this.name = name;
    this.table = table;
    this.target = target;
    this.inOrder = inOrder;
  }

  /// A table with its target. Without a task in `target`, words are classes; so are whole numbers
  /// if there are two different ones, or at most twenty with ten rows each on average; all other
  /// numbers are predicted as such.
  public static TableSource of(String name, Table table, Target target) {
    if (table.rows() == 0) {
      throw DataException.expected(name, "at least one row", "none");
    }
    return of(name, target.used(name, table), TargetColumn.of(name, table, target));
  }

  private static TableSource of(String name, Table table, TargetColumn column) {
    if (table.columns().size() < 2) {
      throw DataException.expected(
          name,
          "at least one feature column beside the target '" + column.name() + "'",
          "no other column");
    }
    for (Column feature : table.columns()) {
      if (!feature.name().equals(column.name())) {
        checkCategories(name, feature);
      }
    }
    return new TableSource(name, table, column, false);
  }

  /// The same data, divided in its order: the first rows for training, the last for the test, as it
  /// is honest with data over time. Seeds make no difference then.
  public TableSource inOrder() {
    return new TableSource(name, table, target, true);
  }

  private static void checkCategories(String name, Column column) {
    if (column instanceof Column.Categorical(String feature, List<String> categories, _)
        && categories.size() > MOST_CATEGORIES) {
      throw DataException.expected(
          name,
          "at most " + MOST_CATEGORIES + " categories in column '" + feature + "'",
          categories.size() + " different words",
          "leave it out with --ignore "
              + Names.argument(feature)
              + " if its words are names, numbers of records or free text");
    }
  }

  /// The table.
  public Table table() {
    return table;
  }

  /// The name of the target column.
  public String target() {
    return target.name();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Task task() {
    return target.task();
  }

  @Override
  public String taskReason() {
    return target.reason();
  }

  @Override
  public int size() {
    return table.rows();
  }

  @Override
  public String fingerprint() {
    return table.fingerprint();
  }

  @Override
  public List<ColumnSummary> columns() {
    return table.columns().stream().map(ColumnSummary::of).toList();
  }

  @Override
  public Splits split(double train, double validation, double test, long seed) {
    int[][] parts = parts(new Fractions(train, validation, test), seed);
    TablePreprocessing fitted = TablePreprocessing.fit(table, target, parts[0]);
    return Splits.of(fitted.apply(table), parts, fitted);
  }

  private int[][] parts(Fractions fractions, long seed) {
    if (inOrder) {
      return Splitter.inOrder(table.rows(), fractions);
    }
    return switch (target.task()) {
      case Task.Classification(List<String> classes) ->
          Splitter.stratified(
              TargetColumn.classIndices(table.column(target.name()), classes),
              classes.size(),
              fractions,
              seed);
      case Task.Regression _ -> Splitter.shuffled(table.rows(), fractions, seed);
    };
  }
}
