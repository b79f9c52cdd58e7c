package dev.glissade.tune.page;

import java.util.Locale;

/// A picture with two axes that is being drawn in SVG: first the grid, then what is in it.
///
/// Colours and widths are classes of `chart.css`; text is escaped here.
final class Plot {
  /// The usual size of a picture.
  static final Size WIDE = new Size(760, 300);

  /// The size of one of several side by side.
  static final Size SMALL = new Size(370, 210);

  private final StringBuilder svg = new StringBuilder();
  private final Size size;
  private final Axis x;
  private final Axis y;

  /// Width and height in the units of the picture, and the margins of what is drawn.
  record Size(double width, double height, double left, double right, double top, double bottom) {
    Size(double width, double height) {
      this(width, height, 64, 16, 34, 44);
    }

    /// The same with another left margin.
    Size left(double margin) {
      return new Size(width, height, margin, right, top, bottom);
    }

    /// An axis from left to right for values from `low` to `high`.
    Axis horizontal(double low, double high) {
      return new Axis(low, high > low ? high : low + 1, left, width - right, false);
    }

    /// An axis from bottom to top.
    Axis vertical(double low, double high) {
      return new Axis(low, high > low ? high : low + 1, height - bottom, top, false);
    }
  }

  Plot(String title, Size size, Axis x, Axis y) {
    this.size = size;
    this.x = x;
    this.y = y;
    add(
        "<svg class=\"chart\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n",
        size.width, size.height, Html.escape(title));
  }

  Size size() {
    return size;
  }

  /// Lines across at the ticks of the vertical axis, with its name above.
  void rows(String label) {
    for (double tick : y.ticks()) {
      row(y.at(tick), Axis.number(tick));
    }
    yLabel(label + (y.isLogarithmic() ? " (log)" : ""));
  }

  /// One line across, and what is written before it.
  void row(double at, String text) {
    add(
        "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text"
            + " class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
        size.left, size.width - size.right, at, at, size.left - 8, at + 4, Html.escape(text));
  }

  void yLabel(String label) {
    add("<text class=\"label\" x=\"8.0\" y=\"18\">%s</text>\n", Html.escape(label));
  }

  /// Numbers at the ticks of the horizontal axis, and its name.
  void columns(String label) {
    for (double tick : x.ticks()) {
      column(x.at(tick), Axis.number(tick), "middle");
    }
    floor(label);
  }

  /// A text below the picture.
  void column(double at, String text, String anchor) {
    add(
        "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        at, size.height - size.bottom + 18, anchor, Html.escape(text));
  }

  /// The line below the picture and the name of the horizontal axis.
  void floor(String label) {
    add(
        "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
        size.left, size.width - size.right, size.height - size.bottom, size.height - size.bottom);
    add(
        "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
        (size.left + size.width - size.right) / 2, size.height - 8, Html.escape(label));
  }

  /// A point of data with a text that shows on pointing at it.
  void dot(String style, double x, double y, double radius, String title) {
    add(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\">%s</circle>\n",
        style, this.x.at(x), this.y.at(y), radius, title(title));
  }

  /// Where a value is drawn on the vertical axis.
  double yAt(double value) {
    return y.at(value);
  }

  /// A cross, `x` on the axis, `y` in the picture: something without a value.
  void cross(String style, double x, double y, String title) {
    add(
        "<path class=\"%s\" d=\"M%.1f %.1fl6 6m0 -6l-6 6\">%s</path>\n",
        style, this.x.at(x) - 3, y - 3, title(title));
  }

  /// A line through points of data; what is not finite is left out.
  void line(String style, double[] xs, double[] ys, String title) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      if (Double.isFinite(ys[i]) && !(y.isLogarithmic() && ys[i] <= 0)) {
        points.append(format("%.1f,%.1f ", x.at(xs[i]), y.at(ys[i])));
      }
    }
    add(
        "<polyline class=\"%s\" points=\"%s\">%s</polyline>\n",
        style, points.toString().strip(), title(title));
  }

  /// An area between two curves.
  void band(String style, double[] xs, double[] low, double[] high) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      points.append(format("%.1f,%.1f ", x.at(xs[i]), y.at(high[i])));
    }
    for (int i = xs.length - 1; i >= 0; i--) {
      points.append(format("%.1f,%.1f ", x.at(xs[i]), y.at(low[i])));
    }
    add("<polygon class=\"%s\" points=\"%s\"/>\n", style, points.toString().strip());
  }

  /// Whatever else belongs in the picture, as SVG.
  void add(String pattern, Object... values) {
    svg.append(format(pattern, values));
  }

  /// What shows on pointing; nothing for an empty text.
  static String title(String text) {
    return text.isEmpty() ? "" : "<title>" + Html.escape(text) + "</title>";
  }

  /// The picture.
  String svg() {
    return svg + "</svg>\n";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
