package dev.glissade.bench;

import dev.glissade.optim.NamedOptimizer;
import java.util.List;
import java.util.Locale;

/// The results of a race as a picture in SVG: a row for each optimiser, a column for each surface,
/// and in it a dot at the steps, on a logarithmic axis; hollow at the end for those that do not
/// arrive.
///
/// One colour and two shapes, so that no colour has to be told from another, in light and in dark.
public final class RacePicture {
  private static final int NAMES = 150;
  private static final int COLUMN = 112;
  private static final int ROW = 18;
  private static final int TOP = 46;
  private static final int MARGIN = 14;
  private static final int DECADES = 4;
  private static final String STYLE =
      """
      <style>
      text { font: 11px system-ui, sans-serif; fill: #1a1a1a }
      .axis { stroke: #c8c8c8; stroke-width: 1 }
      .dot { fill: #0060a8 }
      .none { fill: none; stroke: #0060a8; stroke-width: 1.5 }
      .back { fill: #ffffff }
      @media (prefers-color-scheme: dark) {
        text { fill: #e8e8e8 } .axis { stroke: #4a4a4a } .dot { fill: #6cb8ff }
        .none { stroke: #6cb8ff } .back { fill: #16181c }
      }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();
  private final List<Race.Result> results;
  private final List<NamedOptimizer> optimizers;
  private final List<Surface> surfaces;

  private RacePicture(List<Race.Result> results) {
    this.results = results;
    this.optimizers = results.stream().map(Race.Result::optimizer).distinct().toList();
    this.surfaces = results.stream().map(Race.Result::surface).distinct().toList();
  }

  /// The picture.
  public static String svg(List<Race.Result> results) {
    RacePicture picture = new RacePicture(results);
    picture.draw();
    return picture.svg.toString();
  }

  /// A page with the picture and what the surfaces are, complete in itself.
  public static String page(List<Race.Result> results) {
    StringBuilder list = new StringBuilder();
    results.stream()
        .map(Race.Result::surface)
        .distinct()
        .forEach(
            surface ->
                list.append(
                    "<li><b>%s</b>: %s</li>\n".formatted(surface.label(), surface.description())));
    return """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>Race of optimisers</title>
    <style>
    :root { color-scheme: light dark }
    body { font: 15px system-ui, sans-serif; margin: 2rem; max-width: 75rem }
    </style>
    <h1>Steps to the bottom</h1>
    <p>Each optimiser at the best rate of its grid; a hollow dot has not arrived within %d steps.</p>
    <ul>
    %s</ul>
    %s
    </html>
    """
        .formatted(Race.MOST_STEPS, list, svg(results));
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void draw() {
    int width = NAMES + COLUMN * surfaces.size() + MARGIN;
    int height = TOP + ROW * optimizers.size() + MARGIN;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" aria-label=\"Steps of optimisers on surfaces\">",
        width, height, width, height);
    svg.append(STYLE);
    line("<rect class=\"back\" width=\"%d\" height=\"%d\"/>", width, height);
    for (int i = 0; i < surfaces.size(); i++) {
      column(NAMES + i * COLUMN, surfaces.get(i));
    }
    for (int i = 0; i < optimizers.size(); i++) {
      int y = TOP + i * ROW + ROW / 2;
      line(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
          NAMES - MARGIN, y + 4, optimizers.get(i).label());
    }
    results.forEach(this::dot);
    line("</svg>");
  }

  private void column(int left, Surface surface) {
    line("<text x=\"%d\" y=\"14\">%s</text>", left, surface.label());
    for (int decade = 0; decade <= DECADES; decade += 2) {
      double x = left + at(Math.pow(10, decade));
      String number = decade == 0 ? "1" : decade == 2 ? "100" : "10⁴";
      line("<text x=\"%.1f\" y=\"32\" text-anchor=\"middle\">%s</text>", x, number);
      line(
          "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
          x, x, TOP - 8, TOP + ROW * optimizers.size());
    }
  }

  private static double at(double steps) {
    return MARGIN + Math.log10(Math.max(1, steps)) / DECADES * (COLUMN - 2 * MARGIN);
  }

  private void dot(Race.Result result) {
    double x =
        NAMES
            + surfaces.indexOf(result.surface()) * COLUMN
            + at(result.steps().orElse(Race.MOST_STEPS));
    int y = TOP + optimizers.indexOf(result.optimizer()) * ROW + ROW / 2;
    line(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"4\"><title>%s, %s: %s"
            + " steps</title></circle>",
        result.steps().isPresent() ? "dot" : "none",
        x,
        y,
        result.optimizer().label(),
        result.surface().label(),
        result.text());
  }
}
