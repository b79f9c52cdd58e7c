package dev.glissade.tune.page;

import dev.glissade.tune.History;
import dev.glissade.tune.Space.Dimension;
import dev.glissade.tune.analysis.Figures;
import dev.glissade.tune.analysis.Scored;
import java.util.List;
import java.util.Locale;

/// Trials as lines across parallel axes, one for each parameter and one for the value; the best
/// tenth stands out. A line goes below the axes where a parameter is absent.
final class ParallelChart {
  private static final int MOST_LINES = 300;
  /// More axes than this are too near each other.
  static final int MOST_AXES = 14;

  private static final Plot.Size SIZE = new Plot.Size(760, 340, 50, 50, 56, 52);

  /// From the edge of the picture to a name at its side.
  private static final double MARGIN = 8;

  private ParallelChart() {}

  /// @param places of the parameters in the space
  static String svg(History history, List<Integer> places) {
    Scored scored = Scored.of(history);
    if (scored.size() == 0 || places.isEmpty()) {
      return "";
    }
    int shown = places.size();
    ValueScale scale = ValueScale.up(history, scored, SIZE);
    Plot plot =
        new Plot(
            "Trials across all parameters", SIZE, SIZE.horizontal(0, shown), SIZE.vertical(0, 1));
    int[] order = scored.order();
    int best = (int) Math.ceil(order.length / 10.0);
    boolean[] isBest = new boolean[order.length];
    for (int i = 0; i < best; i++) {
      isBest[order[i]] = true;
    }
    for (int place : Thinned.places(order, MOST_LINES)) {
      double value = scored.trials().get(place).values().getFirst();
      double[] units = places.stream().mapToDouble(i -> scored.units()[place][i]).toArray();
      String points = points(units, scale.axis().at(scale.inside(value)));
      plot.add(
          "<polyline class=\"%s\" points=\"%s\">%s</polyline>\n",
          isBest[place] ? "way best" : "way",
          points,
          Plot.title(
              "trial " + scored.trials().get(place).number() + ": " + Figures.number(value)));
    }
    for (int i = 0; i < shown; i++) {
      Dimension each = history.space().dimensions().get(places.get(i));
      String low = Figures.value(each.param().at(0));
      axis(plot, i, shown, each.name(), List.of(low, Figures.value(each.param().at(1))));
    }
    double low = scale.axis().low();
    List<String> ends = List.of(Figures.rounded(low, 3), Figures.rounded(scale.axis().high(), 3));
    axis(plot, shown, shown, history.goals().getFirst().metric(), ends);
    return plot.svg();
  }

  private static double x(int axis, int last) {
    return SIZE.left() + (SIZE.width() - SIZE.left() - SIZE.right()) * axis / last;
  }

  private static String points(double[] units, double end) {
    int shown = units.length;
    double floor = SIZE.height() - SIZE.bottom();
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      double y = Double.isNaN(units[i]) ? floor + 34 : floor - units[i] * (floor - SIZE.top());
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i, shown), y));
    }
    return points.append(String.format(Locale.ROOT, "%.1f,%.1f", x(shown, shown), end)).toString();
  }

  /// Names alternate between two heights, so that neighbours do not touch.
  private static void axis(Plot plot, int index, int last, String name, List<String> ends) {
    double x = x(index, last);
    boolean isLast = index == last;
    double floor = SIZE.height() - SIZE.bottom();
    plot.add(
        "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
        x, x, SIZE.top(), floor);
    boolean isFirst = index == 0;
    plot.add(
        "<text class=\"label halo\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
        isFirst ? MARGIN : isLast ? SIZE.width() - MARGIN : x,
        index % 2 == 0 ? 18 : 34,
        isFirst ? "start" : isLast ? "end" : "middle",
        Html.escape(ParameterCharts.shortened(name, 20)));
    text(plot, x, SIZE.top() - 6, ends.get(1));
    text(plot, x, floor + 15, ends.get(0));
  }

  private static void text(Plot plot, double x, double y, String text) {
    plot.add(
        "<text class=\"tick halo\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
        x, y, Html.escape(ParameterCharts.shortened(text, 10)));
  }
}
