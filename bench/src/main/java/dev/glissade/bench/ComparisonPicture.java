package dev.glissade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Measurements of several frameworks as a picture in SVG: a row for each workload and number of
/// threads, and in it a mark for each framework at its time, as a multiple of that of Glissade.
///
/// Reads lines of JSON with `peer`, `workload`, `threads`, `unit` and `value`; of several lines for
/// the same the median counts. Shapes and colours tell the frameworks apart, the colours being
/// those of Okabe and Ito (2008), in light and in dark.
public final class ComparisonPicture {
  private static final String OWN = "glissade";
  private static final int NAMES = 190;
  private static final int WIDTH = 560;
  private static final int ROW = 22;
  private static final int TOP = 58;
  private static final int MARGIN = 16;
  private static final double LEAST = 0.5;
  private static final double MOST = 32;
  private static final List<String> COLOURS = List.of("#d55e00", "#009e73", "#cc79a7", "#e69f00");
  private static final String STYLE =
      """
      <style>
      text { font: 12px system-ui, sans-serif; fill: #1a1a1a }
      .axis { stroke: #d0d0d0; stroke-width: 1 }
      .own { stroke: #0072b2; stroke-width: 2 }
      .back { fill: #ffffff }
      @media (prefers-color-scheme: dark) {
        text { fill: #e8e8e8 } .axis { stroke: #4a4a4a } .own { stroke: #6cb8ff }
        .back { fill: #16181c }
      }
      </style>
      """;

  private record Line(String peer, String subject, boolean isTime, double value) {}

  private final StringBuilder svg = new StringBuilder();
  private final List<Line> lines;
  private final List<String> subjects;
  private final List<String> peers;

  private ComparisonPicture(List<Line> lines) {
    this.lines = lines;
    subjects =
        lines.stream()
            .filter(line -> line.peer.equals(OWN))
            .map(Line::subject)
            .distinct()
            .sorted()
            .toList();
    peers =
        lines.stream()
            .map(Line::peer)
            .filter(peer -> !peer.equals(OWN))
            .distinct()
            .sorted()
            .toList();
  }

  /// The picture of the measurements in a file.
  ///
  /// @throws IllegalArgumentException if there is no such file, or none of Glissade and of another
  ///     framework in it
  public static String of(Path file) {
    ComparisonPicture picture = new ComparisonPicture(read(file));
    if (picture.subjects.isEmpty() || picture.peers.isEmpty()) {
      throw new IllegalArgumentException(
          "picture: expected measurements of Glissade and of others, but got none in '"
              + file
              + "'");
    }
    picture.draw();
    return picture.svg.toString();
  }

  private static List<Line> read(Path file) {
    ObjectMapper json = new ObjectMapper();
    List<Line> lines = new ArrayList<>();
    try {
      for (String text : Files.readAllLines(file)) {
        JsonNode node = json.readTree(text);
        String unit = node.path("unit").asString("");
        if (!unit.isEmpty() && node.path("value").isNumber()) {
          String subject =
              "%s on %d"
                  .formatted(node.path("workload").asString(""), node.path("threads").asInt(1));
          boolean isTime = !unit.contains("/");
          double value = node.path("value").asDouble();
          lines.add(new Line(node.path("peer").asString(""), subject, isTime, value));
        }
      }
    } catch (IOException | JacksonException e) {
      throw new IllegalArgumentException(
          "picture: expected a file with lines of JSON, but got '" + file + "'", e);
    }
    return lines;
  }

  /// The time of a framework as a multiple of ours; NaN without measurements.
  private double ratio(String peer, String subject) {
    double own = median(OWN, subject);
    double other = median(peer, subject);
    boolean isTime = lines.stream().filter(it -> it.subject.equals(subject)).allMatch(Line::isTime);
    return isTime ? other / own : own / other;
  }

  private double median(String peer, String subject) {
    double[] values =
        lines.stream()
            .filter(it -> it.peer.equals(peer) && it.subject.equals(subject))
            .mapToDouble(Line::value)
            .sorted()
            .toArray();
    int half = values.length / 2;
    return values.length == 0
        ? Double.NaN
        : Arrays.stream(values, (values.length - 1) / 2, half + 1).average().orElseThrow();
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void draw() {
    int width = NAMES + WIDTH + MARGIN;
    int height = TOP + ROW * subjects.size() + MARGIN;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" aria-label=\"Times of other frameworks as multiples of ours\">",
        width, height, width, height);
    svg.append(STYLE);
    line("<rect class=\"back\" width=\"%d\" height=\"%d\"/>", width, height);
    legend();
    for (double multiple = LEAST; multiple <= MOST; multiple *= 2) {
      line(
          "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
          multiple == 1 ? "own" : "axis", at(multiple), at(multiple), TOP - 4, height - MARGIN);
      String label = multiple < 1 ? "½" : "%.0f×".formatted(multiple);
      line(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          at(multiple), TOP - 10, label);
    }
    for (int i = 0; i < subjects.size(); i++) {
      int y = TOP + i * ROW + ROW / 2;
      String name = subjects.get(i).replaceAll("^[^/]*/", "");
      line("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", NAMES - MARGIN, y + 4, name);
      row(subjects.get(i), y);
    }
    line("</svg>");
  }

  private void legend() {
    line("<text x=\"%d\" y=\"20\">Glissade = 1, on N threads</text>", MARGIN);
    for (int i = 0; i < peers.size(); i++) {
      int x = NAMES + i * 130;
      mark(i, x, 16, peers.get(i));
      line("<text x=\"%d\" y=\"20\">%s</text>", x + 10, peers.get(i));
    }
  }

  private void row(String subject, int y) {
    for (int i = 0; i < peers.size(); i++) {
      double ratio = ratio(peers.get(i), subject);
      if (Double.isFinite(ratio)) {
        String title = "%s, %s: %.2f".formatted(peers.get(i), subject, ratio);
        mark(i, at(Math.clamp(ratio, LEAST, MOST)), y, title);
      }
    }
  }

  private void mark(int peer, double x, int y, String title) {
    String shape =
        switch (peer % COLOURS.size()) {
          case 0 -> "M-5 -5H5V5H-5Z";
          case 1 -> "M0 -6L6 5H-6Z";
          case 2 -> "M0 -7L7 0L0 7L-7 0Z";
          default -> "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z";
        };
    line(
        "<path d=\"%s\" fill=\"%s\" transform=\"translate(%.1f %d)\"><title>%s</title></path>",
        shape, COLOURS.get(peer % COLOURS.size()), x, y, title);
  }

  private static double at(double multiple) {
    return NAMES + WIDTH * Math.log(multiple / LEAST) / Math.log(MOST / LEAST);
  }
}
