package dev.glissade.tune.page;

import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space.Dimension;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.Scored;
import dev.glissade.tune.analysis.StudyAnalysis;
import java.util.Arrays;
import java.util.List;

/// The loss by two parameters, as cells.
final class SurfaceChart {
  private static final int CELLS = 24;
  private static final int MOST_CROSSES = 300;

  private SurfaceChart() {}

  /// The mean loss by two parameters as the forest sees it: the darker, the better; and the best
  /// trials.
  static String svg(StudyAnalysis analysis, String across, String up) {
    double[][] surface = thinned(analysis.variance().surface(across, up));
    List<String> names =
        analysis.history().space().dimensions().stream().map(Dimension::name).toList();
    if (surface.length == 0) {
      return "";
    }
    Plot.Size size = new Plot.Size(760, 400).left(110);
    Plot plot =
        new Plot(
            "Loss by " + across + " and " + up, size, size.horizontal(0, 1), size.vertical(0, 1));
    double[] sorted = Arrays.stream(surface).flatMapToDouble(Arrays::stream).sorted().toArray();
    double width = (size.width() - size.left() - size.right()) / surface.length;
    double height = (size.height() - size.top() - size.bottom()) / surface[0].length;
    for (int i = 0; i < surface.length; i++) {
      for (int j = 0; j < surface[0].length; j++) {
        int rank = Math.abs(Arrays.binarySearch(sorted, surface[i][j]));
        plot.add(
            "<rect class=\"cell\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                + " fill-opacity=\"%.2f\"/>\n",
            size.left() + i * width,
            size.height() - size.bottom() - (j + 1) * height,
            width + 0.3,
            height + 0.3,
            Math.pow(1 - (double) rank / sorted.length, 2));
      }
    }
    Dimension first = analysis.history().space().dimensions().get(names.indexOf(across));
    Dimension second = analysis.history().space().dimensions().get(names.indexOf(up));
    ParameterCharts.ends(plot, first, size);
    sides(plot, second, size);
    marks(plot, analysis.history(), names.indexOf(across), names.indexOf(up));
    return plot.svg();
  }

  private static void sides(Plot plot, Dimension dimension, Plot.Size size) {
    Param param = dimension.param();
    double bottom = size.height() - size.bottom();
    double height = bottom - size.top();
    int count = param.count().orElse(Integer.MAX_VALUE);
    int lines = count <= ParameterCharts.MOST_WORDS ? count : 3;
    for (int i = 0; i < lines; i++) {
      double at = count <= ParameterCharts.MOST_WORDS ? (i + 0.5) / count : i / 2.0;
      plot.add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
          size.left() - 8,
          bottom - at * height + 4,
          Html.escape(ParameterCharts.shortened(Figures.value(param.at(at)), 13)));
    }
    plot.yLabel(dimension.name());
  }

  private static void marks(Plot plot, History history, int across, int up) {
    Scored scored = Scored.of(history);
    for (TrialRecord trial : Thinned.trials(history, TrialState.FAILED, MOST_CROSSES)) {
      double[] units = history.space().encode(trial.configuration());
      if (!Double.isNaN(units[across]) && !Double.isNaN(units[up])) {
        String title = "trial " + trial.number() + ": failed";
        plot.cross("bad", units[across], plot.yAt(units[up]), title);
      }
    }
    int[] order = scored.order();
    for (int i = 0; i < Math.min(order.length, 10); i++) {
      double[] units = scored.units()[order[i]];
      if (!Double.isNaN(units[across]) && !Double.isNaN(units[up])) {
        String title = "trial " + scored.trials().get(order[i]).number();
        plot.dot("dot best", units[across], units[up], 4, title);
      }
    }
  }

  /// Means of neighbouring cells, so that there are few.
  private static double[][] thinned(double[][] surface) {
    if (surface.length == 0) {
      return surface;
    }
    int rows = Math.min(surface.length, CELLS);
    int columns = Math.min(surface[0].length, CELLS);
    double[][] sums = new double[rows][columns];
    int[][] counts = new int[rows][columns];
    for (int i = 0; i < surface.length; i++) {
      for (int j = 0; j < surface[0].length; j++) {
        int row = i * rows / surface.length;
        int column = j * columns / surface[0].length;
        sums[row][column] += surface[i][j];
        counts[row][column]++;
      }
    }
    for (int i = 0; i < rows; i++) {
      int row = i;
      Arrays.setAll(sums[i], j -> sums[row][j] / counts[row][j]);
    }
    return sums;
  }
}
