package dev.glissade.experiment;

import dev.glissade.tune.page.Axis;
import java.util.Arrays;
import java.util.List;

/// Curves in text: a sign for each, from 0 or the lowest value to the highest.
record TextChart(List<double[]> curves, int columns, int rows) {
  static final List<String> SIGNS = List.of("•", "×", "+", "○", "◆", "□");
  private static final int LABEL = 10;

  /// The picture, each line with its end.
  String lines() {
    double high = curves.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    double low = Math.min(0, curves.stream().flatMapToDouble(Arrays::stream).min().orElse(0));
    double span = high > low ? high - low : 1;
    String[][] grid = new String[rows][columns];
    for (String[] row : grid) {
      Arrays.fill(row, " ");
    }
    for (int i = curves.size() - 1; i >= 0; i--) {
      double[] curve = curves.get(i);
      for (int column = 0; column < columns; column++) {
        double value = curve[(int) ((long) column * curve.length / columns)];
        int row = (int) Math.round((high - value) / span * (rows - 1));
        grid[row][column] = SIGNS.get(i % SIGNS.size());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      boolean isLabelled = row % 5 == 0 || row == rows - 1;
      double value = high - span * row / (rows - 1);
      String label = isLabelled ? Axis.number(rounded(value, span)) : "";
      text.append("%10s %s ".formatted(label, isLabelled ? "┤" : "│"));
      text.append(String.join("", grid[row]).stripTrailing());
      text.append('\n');
    }
    return text.toString();
  }

  /// To three digits of the span, so that rounding errors are not shown.
  private static double rounded(double value, double span) {
    double unit = Math.pow(10, Math.floor(Math.log10(span)) - 2);
    double rounded = Math.rint(value / unit) * unit;
    return Math.abs(rounded) < unit / 2 ? 0 : Double.parseDouble("%.6g".formatted(rounded));
  }

  /// The line below, with what stands at its beginning and its end.
  static String below(String from, String to, int columns) {
    int gap = Math.max(1, columns - from.length() - to.length());
    return " ".repeat(LABEL + 1)
        + "└"
        + "─".repeat(columns + 1)
        + "\n"
        + " ".repeat(LABEL + 3)
        + from
        + " ".repeat(gap)
        + to
        + "\n";
  }
}
