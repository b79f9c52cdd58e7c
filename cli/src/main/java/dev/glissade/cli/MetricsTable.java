package dev.glissade.cli;

import dev.glissade.train.Metrics;
import dev.glissade.train.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Metrics for people: a line for each part of the data, a column for each metric.
final class MetricsTable {
  private MetricsTable() {}

  /// The metrics of one part.
  record Row(String part, Metrics metrics) {}

  /// All parts of a run.
  static List<Row> rows(Run.Evaluations parts) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("training", parts.train()));
    parts.validation().ifPresent(metrics -> rows.add(new Row("validation", metrics)));
    parts.test().ifPresent(metrics -> rows.add(new Row("test", metrics)));
    return rows;
  }

  static String of(List<Row> rows) {
    StringBuilder table = new StringBuilder("%-11s".formatted(""));
    for (String name : rows.getFirst().metrics().values().keySet()) {
      table.append("%10s".formatted(name.replace('_', ' ')));
    }
    table.append('\n');
    for (Row row : rows) {
      table.append("%-11s".formatted(row.part()));
      for (double value : row.metrics().values().values()) {
        table.append(String.format(Locale.ROOT, "%10s", number(value)));
      }
      table.append('\n');
    }
    return table.toString();
  }

  /// Four decimals; fewer for what is large.
  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 1000 ? "%.4f" : "%.1f", value);
  }
}
