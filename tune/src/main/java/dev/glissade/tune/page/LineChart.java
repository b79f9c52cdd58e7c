package dev.glissade.tune.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/// Curves as an SVG picture: axes with round numbers, a line for each series, a legend.
///
/// A vertical axis whose numbers span more than two powers of ten is logarithmic.
public record LineChart(String title, String xLabel, String yLabel, List<Series> series) {
  /// So many curves can be told apart.
  public static final int STYLES = 6;

  private static final Plot.Size SIZE = Plot.WIDE;

  /// One line: points in order; `isThin` for a noisy curve behind others.
  public record Series(String name, double[] x, double[] y, boolean isThin) {}

  /// The picture; empty text if there is nothing to draw.
  public String svg() {
    double[] xs = series.stream().flatMapToDouble(s -> Arrays.stream(s.x)).toArray();
    double[] ys =
        series.stream().flatMapToDouble(s -> Arrays.stream(s.y)).filter(Double::isFinite).toArray();
    if (xs.length == 0 || ys.length == 0) {
      return "";
    }
    Axis x = Axis.tight(xs, SIZE.left(), SIZE.width() - SIZE.right());
    Axis y = Axis.loose(ys, SIZE.height() - SIZE.bottom(), SIZE.top());
    Plot plot = new Plot(title, SIZE, x, y);
    plot.rows(yLabel);
    plot.columns(xLabel);
    for (int i = 0; i < series.size(); i++) {
      Series each = series.get(i);
      plot.line(style(i), each.x, each.y, each.name);
    }
    legend(plot);
    return plot.svg();
  }

  private String style(int index) {
    return "s" + index + (series.get(index).isThin ? " thin" : "");
  }

  /// The picture as a file of its own, in the reader's choice of dark or light.
  public String document() {
    String head =
        String.format(
            Locale.ROOT,
            "<style>\n%s</style>\n<rect width=\"%.0f\" height=\"%.0f\" fill=\"var(--paper)\"/>\n",
            Html.style("chart.css"),
            SIZE.width(),
            SIZE.height());
    return svg()
        .replaceFirst(
            "<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" ")
        .replaceFirst(">\n", Matcher.quoteReplacement(">\n" + head));
  }

  private void legend(Plot plot) {
    double at = SIZE.width() - SIZE.right();
    for (int i = series.size() - 1; i >= 0; i--) {
      String name = series.get(i).name;
      at -= 7.0 * name.length() + 34;
      plot.add(
          "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"14\" y2=\"14\"/><text"
              + " class=\"tick\" x=\"%.1f\" y=\"18\">%s</text>\n",
          style(i), at, at + 20, at + 26, Html.escape(name));
    }
  }
}
