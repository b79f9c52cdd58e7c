package dev.glissade.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Applies fitted preprocessing to the columns of a table.
final class TableEncoder {
  private final Table table;
  private final String where;
  private final TablePreprocessing fitted;

  TableEncoder(TablePreprocessing fitted, Table table) {
    this.fitted = fitted;
    this.table = table;
    this.where = table.where("preprocessing");
  }

  /// The encoded examples; targets are `NaN` where they are missing.
  EncodedDataset encode() {
    checkColumns();
    int width = fitted.features().size();
    long cells = (long) table.rows() * width;
    if (cells > Integer.MAX_VALUE - 8) {
      throw DataException.expected(
          where, "at most 2147483639 values", table.rows() + " rows x " + width + " columns");
    }
    float[] values = new float[(int) cells];
    for (int i = 0; i < width; i++) {
      encode(fitted.features().get(i), values, i);
    }
    return new EncodedDataset(fitted, table, values, targets());
  }

  private void checkColumns() {
    List<String> absent = new ArrayList<>();
    fitted.features().stream()
        .map(Encoding::column)
        .filter(name -> !table.has(name))
        .forEach(absent::add);
    if (!absent.isEmpty()) {
      throw new DataException(
          where
              + ": expected the columns that the model was trained on, but got none named "
              + Names.list(absent.stream().map(DataException::quote).toList())
              + " among "
              + Names.list(table.namesInFile())
              + Names.nearest(absent.getFirst(), unused())
                  .map(near -> " — help: is '" + near + "' the column '" + absent.getFirst() + "'?")
                  .orElse(""));
    }
  }

  /// The columns of the file that the model does not know.
  private List<String> unused() {
    List<String> unused = new ArrayList<>(table.namesInFile());
    unused.removeAll(fitted.kinds().keySet());
    return unused;
  }

  /// Writes one column's values, `first`, `first + width` and so on: numbers standardised,
  /// categories as the index among those of training (−1 if it is not one), `NaN` for missing.
  private void encode(Encoding encoding, float[] values, int first) {
    Column column = table.column(encoding.column());
    int width = fitted.features().size();
    switch (encoding) {
      case Encoding.Standardised(String name, double mean, double scale, _) -> {
        checkKind(column, Column.Kind.NUMERIC);
        double[] numbers = ((Column.Numeric) column).values();
        for (int row = 0; row < numbers.length; row++) {
          values[row * width + first] = standardised(numbers[row], mean, scale, row, name);
        }
      }
      case Encoding.OneHot(_, List<String> categories, _, _) -> {
        checkKind(column, Column.Kind.CATEGORICAL);
        Column.Categorical words = (Column.Categorical) column;
        int[] indexOf = Codes.indicesIn(categories, words.categories());
        for (int row = 0; row < table.rows(); row++) {
          int code = words.codes()[row];
          values[row * width + first] = code < 0 ? Float.NaN : indexOf[code];
        }
      }
    }
  }

  private float standardised(double number, double mean, double scale, int row, String name) {
    float value = (float) ((number - mean) / scale);
    if (Float.isInfinite(value)) {
      throw DataException.expected(
          table.position(row, name),
          "a number comparable with those of the training part in column '" + name + "'",
          number + ", where mean=" + mean + " and scale=" + scale);
    }
    return value;
  }

  private void checkKind(Column column, Column.Kind kind) {
    if (column.kind() != kind) {
      boolean numeric = kind == Column.Kind.NUMERIC;
      throw DataException.expected(
          where,
          (numeric ? "numbers" : "words") + " in column '" + column.name() + "', as in training",
          numeric ? "words" : "numbers",
          "read the file with the kinds of columns that preprocessing has");
    }
  }

  private float[] targets() {
    TargetEncoding target = fitted.target();
    float[] targets = new float[table.rows()];
    if (!table.has(target.column())) {
      Arrays.fill(targets, Float.NaN);
      return targets;
    }
    Column column = table.column(target.column());
    checkKind(column, target.kind());
    switch (target) {
      case TargetEncoding.Labels labels -> labels(labels, column, targets);
      case TargetEncoding.Scaled(String name, double mean, double scale) -> {
        double[] numbers = ((Column.Numeric) column).values();
        for (int row = 0; row < targets.length; row++) {
          targets[row] = standardised(numbers[row], mean, scale, row, name);
        }
      }
    }
    return targets;
  }

  private void labels(TargetEncoding.Labels target, Column column, float[] targets) {
    int[] classes = TargetColumn.classIndices(column, target.classes());
    for (int row = 0; row < targets.length; row++) {
      boolean missing = column.isMissing(row);
      if (classes[row] < 0 && !missing) {
        throw DataException.expected(
            table.position(row, column.name()),
            "one of the classes " + Names.list(target.classes()),
            DataException.quote(TargetColumn.text(column, row)));
      }
      targets[row] = missing ? Float.NaN : classes[row];
    }
  }
}
