package dev.glissade.data;

import java.util.Arrays;

/// What a report says of a column.
///
/// `minimum`, `mean` and `maximum` are of the numbers that are there (`NaN` for a categorical
/// column and for one without values); `mostFrequent` is the commonest category (empty for a
/// numeric column and for one without values).
///
/// @param name the column's name
/// @param kind numeric or categorical
/// @param missing how many values are missing
/// @param distinct how many different values there are
/// @param minimum the smallest number
/// @param mean the arithmetic mean
/// @param maximum the largest number
/// @param mostFrequent the commonest category
public record ColumnSummary(
    String name,
    Column.Kind kind,
    int missing,
    int distinct,
    double minimum,
    double mean,
    double maximum,
    String mostFrequent) {

  /// The summary of a column.
  public static ColumnSummary of(Column column) {
    return switch (column) {
      case Column.Numeric numeric -> of(numeric);
      case Column.Categorical categorical -> of(categorical);
    };
  }

  private static ColumnSummary of(Column.Numeric column) {
    double[] sorted =
        Arrays.stream(column.values()).filter(value -> !Double.isNaN(value)).sorted().toArray();
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    boolean empty = sorted.length == 0;
    return new ColumnSummary(
        column.name(),
        Column.Kind.NUMERIC,
        column.size() - sorted.length,
        distinct,
        empty ? Double.NaN : sorted[0],
        empty ? Double.NaN : Arrays.stream(sorted).average().orElse(Double.NaN),
        empty ? Double.NaN : sorted[sorted.length - 1],
        "");
  }

  private static ColumnSummary of(Column.Categorical column) {
    int[] counts = new int[column.categories().size()];
    int best = -1;
    for (int code : column.codes()) {
      if (code >= 0) {
        counts[code]++;
      }
    }
    for (int code = 0; code < counts.length; code++) {
      best = best < 0 || counts[code] > counts[best] ? code : best;
    }
    return new ColumnSummary(
        column.name(),
        Column.Kind.CATEGORICAL,
        column.missing(),
        (int) Arrays.stream(counts).filter(count -> count > 0).count(),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        best < 0 || counts[best] == 0 ? "" : column.categories().get(best));
  }
}
