package dev.glissade.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/// Curves as an SVG picture: axes with round numbers, a line for each series, a legend.
///
/// A vertical axis whose numbers span more than two powers of ten is logarithmic.
record LineChart(String title, String xLabel, String yLabel, List<Series> series) {
  /// So many curves can be told apart.
  static final int STYLES = 6;

  private static final double WIDTH = 760;
  private static final double HEIGHT = 300;
  private static final double LEFT = 64;
  private static final double RIGHT = 16;
  private static final double TOP = 34;
  private static final double BOTTOM = 44;
  private static final double LOGARITHMIC_FROM = 100;
  private static final int MOST_TICKS = 10;

  /// Differences below this share of the values are rounding and not a curve.
  private static final double ROUNDING = 1e-9;

  /// One line: points in order; `isThin` for a noisy curve behind others.
  record Series(String name, double[] x, double[] y, boolean isThin) {}

  /// From data to picture along one axis.
  private record Axis(double low, double high, double from, double to, boolean isLogarithmic) {
    double at(double value) {
      double v = isLogarithmic ? Math.log10(value) : value;
      return from + (v - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
      return isLogarithmic ? powers() : multiples();
    }

    /// Powers of ten, not too many.
    private List<Double> powers() {
      int every = Math.max(1, (int) Math.ceil((high - low) / MOST_TICKS));
      List<Double> ticks = new ArrayList<>();
      for (int power = (int) Math.ceil(low - 1e-9); power <= high + 1e-9; power += every) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }

    /// Multiples of a round number. They are counted: adding up could stand still where the step
    /// drowns in the value.
    private List<Double> multiples() {
      double step = roundStep((high - low) / 6);
      double first = Math.ceil(low / step - 1e-9);
      List<Double> ticks = new ArrayList<>();
      for (int i = 0; i < MOST_TICKS && (first + i) * step <= high + 1e-9 * step; i++) {
        ticks.add((first + i) * step);
      }
      return ticks;
    }

    private static double roundStep(double rough) {
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double digit = rough / power;
      double rounded = digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10;
      return rounded * power;
    }
  }

  /// The picture; empty text if there is nothing to draw.
  String svg() {
    double[] xs = series.stream().flatMapToDouble(s -> java.util.Arrays.stream(s.x)).toArray();
    double[] ys =
        series.stream()
            .flatMapToDouble(s -> java.util.Arrays.stream(s.y))
            .filter(Double::isFinite)
            .toArray();
    if (xs.length == 0 || ys.length == 0) {
      return "";
    }
    Axis x = horizontal(xs);
    Axis y = vertical(ys);
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
  String document() {
    String head =
        format(
            "<style>\n%s</style>\n<rect width=\"%.0f\" height=\"%.0f\" fill=\"var(--paper)\"/>\n",
            Html.style("chart.css"), WIDTH, HEIGHT);
    return svg()
        .replaceFirst(
            "<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" ")
        .replaceFirst(">\n", Matcher.quoteReplacement(">\n" + head));
  }

  private static Axis horizontal(double[] xs) {
    double low = java.util.Arrays.stream(xs).min().orElse(0);
    double high = java.util.Arrays.stream(xs).max().orElse(1);
    return new Axis(low, high > low ? high : low + 1, LEFT, WIDTH - RIGHT, false);
  }

  private static Axis vertical(double[] ys) {
    double low = java.util.Arrays.stream(ys).min().orElse(0);
    double high = java.util.Arrays.stream(ys).max().orElse(1);
    double bottom = HEIGHT - BOTTOM;
    if (low > 0 && high / low > LOGARITHMIC_FROM) {
      return new Axis(Math.log10(low), Math.log10(high), bottom, TOP, true);
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean isConstant = high - low <= ROUNDING * size;
    double margin = isConstant ? (size == 0 ? 1 : size * 0.5) : (high - low) * 0.05;
    double floor = low >= 0 && low - margin < 0 ? 0 : low - margin;
    return new Axis(floor, high + margin, bottom, TOP, false);
  }

  private void grid(StringBuilder svg, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text"
                  + " class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
              LEFT, WIDTH - RIGHT, y.at(tick), y.at(tick), LEFT - 8, y.at(tick) + 4, number(tick)));
    }
    for (double tick : x.ticks()) {
      svg.append(
          format(
              "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
              x.at(tick), HEIGHT - BOTTOM + 18, number(tick)));
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
            8.0, Html.escape(yLabel), y.isLogarithmic ? " (log)" : ""));
  }

  private static void line(StringBuilder svg, Series each, int index, Axis x, Axis y) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < each.x.length; i++) {
      if (Double.isFinite(each.y[i]) && !(y.isLogarithmic && each.y[i] <= 0)) {
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

  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return format("%,d", (long) value).replace(',', '\u2009');
    }
    String[] parts = format("%.6g", value).split("e");
    String digits = parts[0].replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    return parts.length == 1 ? digits : digits + "e" + Integer.parseInt(parts[1]);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
