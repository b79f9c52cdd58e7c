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

  private static final double WIDTH = 760;
  private static final double HEIGHT = 300;
  private static final double LEFT = 64;
  private static final double RIGHT = 16;
  private static final double TOP = 34;
  private static final double BOTTOM = 44;

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
    Axis x = Axis.tight(xs, LEFT, WIDTH - RIGHT);
    Axis y = Axis.loose(ys, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg class=\"chart\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH, HEIGHT, Html.escape(title)));
    grid(svg, x, y);
    for (int i = 0; i < series.size(); i++) {
      line(svg, series.get(i), i, x, y);
    }
    legend(svg);
    return svg.append("</svg>\n").toString();
  }

  /// The picture as a file of its own, in the reader's choice of dark or light.
  public String document() {
    String head =
        format(
            "<style>\n%s</style>\n<rect width=\"%.0f\" height=\"%.0f\" fill=\"var(--paper)\"/>\n",
            Html.style("chart.css"), WIDTH, HEIGHT);
    return svg()
        .replaceFirst(
            "<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" ")
        .replaceFirst(">\n", Matcher.quoteReplacement(">\n" + head));
  }

  private void grid(StringBuilder svg, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text"
                  + " class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
              LEFT,
              WIDTH - RIGHT,
              y.at(tick),
              y.at(tick),
              LEFT - 8,
              y.at(tick) + 4,
              Axis.number(tick)));
    }
    for (double tick : x.ticks()) {
      svg.append(
          format(
              "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
              x.at(tick), HEIGHT - BOTTOM + 18, Axis.number(tick)));
    }
    svg.append(
        format(
            "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
            LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - BOTTOM));
    svg.append(
        format(
            "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, Html.escape(xLabel)));
    svg.append(
        format(
            "<text class=\"label\" x=\"%.1f\" y=\"18\">%s%s</text>\n",
            8.0, Html.escape(yLabel), y.isLogarithmic() ? " (log)" : ""));
  }

  private static void line(StringBuilder svg, Series each, int index, Axis x, Axis y) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < each.x.length; i++) {
      if (Double.isFinite(each.y[i]) && !(y.isLogarithmic() && each.y[i] <= 0)) {
        points.append(format("%.1f,%.1f ", x.at(each.x[i]), y.at(each.y[i])));
      }
    }
    svg.append(
        format(
            "<polyline class=\"s%d%s\" points=\"%s\"><title>%s</title></polyline>\n",
            index, each.isThin ? " thin" : "", points.toString().strip(), Html.escape(each.name)));
  }

  private void legend(StringBuilder svg) {
    double at = WIDTH - RIGHT;
    for (int i = series.size() - 1; i >= 0; i--) {
      String name = series.get(i).name;
      at -= 7.0 * name.length() + 34;
      svg.append(
          format(
              "<line class=\"s%d%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"14\" y2=\"14\"/><text"
                  + " class=\"tick\" x=\"%.1f\" y=\"18\">%s</text>\n",
              i, series.get(i).isThin ? " thin" : "", at, at + 20, at + 26, Html.escape(name)));
    }
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
