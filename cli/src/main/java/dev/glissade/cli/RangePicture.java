package dev.glissade.cli;

import dev.glissade.train.RateRange;
import java.util.List;
import java.util.Locale;

/// A range test as a picture in text: the smoothed cost over the logarithm of the rate.
record RangePicture(RateRange.Result result) {
  private static final int COLUMNS = 64;
  private static final int ROWS = 12;
  private static final String AXIS = "         └";

  String text() {
    List<RateRange.Point> points = result.points();
    double least = points.stream().mapToDouble(RateRange.Point::smoothed).min().orElse(0);
    double start = points.getFirst().smoothed();
    // What grows far beyond the start would flatten all that is of interest.
    double most = Math.max(start + (start - least) / 2, Math.nextUp(least));
    char[][] cells = new char[ROWS][COLUMNS];
    for (char[] row : cells) {
      java.util.Arrays.fill(row, ' ');
    }
    for (RateRange.Point point : points) {
      double height = (Math.min(point.smoothed(), most) - least) / (most - least);
      int row = (int) Math.round((1 - height) * (ROWS - 1));
      cells[row][column(point.rate())] = point.smoothed() > most ? '^' : '•';
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      double value = most - (most - least) * row / (ROWS - 1);
      boolean isLabelled = row % 4 == 0 || row == ROWS - 1;
      String label = isLabelled ? String.format(Locale.ROOT, "%8.3g", value) : " ".repeat(8);
      text.append(label).append(" │").append(new String(cells[row]).stripTrailing()).append('\n');
    }
    return text.append(axis()).toString();
  }

  private int column(double rate) {
    double first = Math.log(result.points().getFirst().rate());
    double last = Math.log(result.points().getLast().rate());
    return (int) Math.round((Math.log(rate) - first) / (last - first) * (COLUMNS - 1));
  }

  /// The ends of the axis, and where the suggestions lie: V and S.
  private String axis() {
    char[] line = "─".repeat(COLUMNS).toCharArray();
    line[column(result.steepest())] = 'S';
    line[column(result.valley())] = 'V';
    String first = String.format(Locale.ROOT, "%.1g", result.points().getFirst().rate());
    String last = String.format(Locale.ROOT, "%.1g", result.points().getLast().rate());
    String gap = " ".repeat(COLUMNS - first.length() - last.length());
    return AXIS + new String(line) + "\n" + " ".repeat(AXIS.length()) + first + gap + last + "\n";
  }
}
