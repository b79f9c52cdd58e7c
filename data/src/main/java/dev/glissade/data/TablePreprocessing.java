package dev.glissade.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a table becomes features: one encoding per column, in the order of the training table, and
/// one for the target.
///
/// @param features the encodings of the feature columns
/// @param target the encoding of the target column
public record TablePreprocessing(List<Encoding> features, TargetEncoding target)
    implements Preprocessing {
  /// Checks that the columns differ and that there is a feature.
  public TablePreprocessing {
    features = List.copyOf(features);
    List<String> names = features.stream().map(Encoding::column).toList();
    if (names.stream().distinct().count() < names.size() || names.contains(target.column())) {
      throw DataException.expected(
          "TablePreprocessing",
          "columns that differ",
          Names.list(names) + " and the target " + target.column());
    }
    if (features.stream().mapToInt(Encoding::width).sum() == 0) {
      throw DataException.expected(
          "TablePreprocessing", "at least one feature", "columns without any value");
    }
  }

  /// Fits encodings on some rows of a table.
  static TablePreprocessing fit(Table table, TargetColumn target, int[] rows) {
    List<Encoding> features =
        table.columns().stream()
            .filter(column -> !column.name().equals(target.name()))
            .map(column -> encoding(column, rows))
            .toList();
    return new TablePreprocessing(features, encoding(table, target, rows));
  }

  private static Encoding encoding(Column column, int[] rows) {
    return switch (column) {
      case Column.Numeric numeric -> Encoding.Standardised.fit(numeric, rows);
      case Column.Categorical categorical -> Encoding.OneHot.fit(categorical, rows);
    };
  }

  private static TargetEncoding encoding(Table table, TargetColumn target, int[] rows) {
    return switch (target.task()) {
      case Task.Classification(List<String> classes) ->
          new TargetEncoding.Labels(target.name(), target.kind(), classes);
      case Task.Regression _ -> {
        Column.Numeric column = (Column.Numeric) table.column(target.name());
        Moments moments = Moments.of(column.values(), rows);
        yield new TargetEncoding.Scaled(target.name(), moments.mean(), moments.scale());
      }
    };
  }

  @Override
  public Task task() {
    return target.task();
  }

  @Override
  public int[] featureShape() {
    return new int[] {features.stream().mapToInt(Encoding::width).sum()};
  }

  @Override
  public List<String> featureNames() {
    return features.stream().flatMap(encoding -> encoding.names().stream()).toList();
  }

  @Override
  public double decode(int index, double value) {
    return switch (target) {
      case TargetEncoding.Labels _ -> value;
      case TargetEncoding.Scaled(_, double mean, double scale) -> value * scale + mean;
    };
  }

  @Override
  public double targetScale(int index) {
    return switch (target) {
      case TargetEncoding.Labels _ -> 1;
      case TargetEncoding.Scaled(_, _, double scale) -> scale;
    };
  }

  /// The kinds of all columns, the target included, with which to read a file for `apply`.
  public Map<String, Column.Kind> kinds() {
    Map<String, Column.Kind> kinds = new LinkedHashMap<>();
    for (Encoding encoding : features) {
      kinds.put(
          encoding.column(),
          switch (encoding) {
            case Encoding.Standardised _ -> Column.Kind.NUMERIC;
            case Encoding.OneHot _ -> Column.Kind.CATEGORICAL;
          });
    }
    kinds.put(target.column(), target.kind());
    return kinds;
  }

  /// The examples of a table that has these columns; others are left aside. Targets are `NaN` where
  /// the target column is absent or empty.
  public Dataset apply(Table table) {
    return new TableEncoder(this, table).encode();
  }

  /// The examples of a table that has these columns and a target in every row.
  public Dataset applyLabelled(Table table) {
    if (!table.has(target.column())) {
      throw DataException.expected(
          table.where("preprocessing"),
          "the target column '" + target.column() + "'",
          "only " + Names.list(table.namesInFile()));
    }
    Column column = table.column(target.column());
    for (int row = 0; row < column.size(); row++) {
      if (column.isMissing(row)) {
        throw TargetColumn.missing(table, column.name(), row);
      }
    }
    return apply(table);
  }
}
