package dev.glissade.experiment;

import dev.glissade.train.Observation;
import dev.glissade.tune.page.LineChart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What was seen of single steps: lines of `metrics.jsonl`, and the curves that are drawn of them.
final class TelemetryLines {
  private static final String DEAD = "dead_units";

  private TelemetryLines() {}

  /// A number that is not finite is left out, as JSON has none.
  static ObjectNode json(Observation observation) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ObjectNode roles = json.putObject("roles");
    observation
        .roles()
        .forEach(
            (name, role) -> {
              ObjectNode node = roles.putObject(name);
              put(node, "parameter_norm", Optional.of(role.parameterNorm()));
              put(node, "gradient_norm", Optional.of(role.gradientNorm()));
              put(node, "change_norm", Optional.of(role.changeNorm()));
              put(node, "change_ratio", role.changeRatio());
              put(node, "effective_rate", role.effectiveRate());
              put(node, "epsilon_share", role.epsilonShare());
            });
    observation.clipped().ifPresent(clipped -> json.put("clipped", clipped ? 1 : 0));
    if (!observation.deadUnits().isEmpty()) {
      ObjectNode dead = json.putObject(DEAD);
      observation.deadUnits().forEach((path, share) -> put(dead, path, Optional.of(share)));
    }
    observation
        .noise()
        .ifPresent(
            noise -> {
              ObjectNode node = json.putObject("gradient_noise");
              put(node, "variance", Optional.of(noise.variance()));
              put(node, "signal", Optional.of(noise.signal()));
            });
    return json;
  }

  private static void put(ObjectNode node, String name, Optional<Double> value) {
    value.filter(Double::isFinite).ifPresent(number -> node.put(name, number));
  }

  /// The curves, as pictures; empty text if nothing was seen.
  static String charts(List<JsonNode> all) {
    List<JsonNode> lines =
        all.stream()
            .filter(line -> line.path("interval").asString("").equals("telemetry"))
            .toList();
    return chart("Change of parameters, relative", lines, "roles", "change_ratio")
        + chart("Norm of the gradient", lines, "roles", "gradient_norm")
        + chart("Effective rate", lines, "roles", "effective_rate")
        + chart("Share of elements that epsilon rules", lines, "roles", "epsilon_share")
        + chart("Share of dead units", lines, DEAD, "")
        + mean("Share of steps that were clipped", lines, "clipped")
        + noiseScale(lines);
  }

  /// A curve for each name under `group`.
  private static String chart(String title, List<JsonNode> lines, String group, String value) {
    Set<String> names = new LinkedHashSet<>();
    lines.forEach(line -> names.addAll(line.path(group).propertyNames()));
    List<LineChart.Series> series = new ArrayList<>();
    for (String name : names) {
      List<double[]> points = new ArrayList<>();
      for (JsonNode line : lines) {
        JsonNode node = line.path(group).path(name);
        JsonNode number = value.isEmpty() ? node : node.path(value);
        if (number.isNumber()) {
          points.add(new double[] {line.path("step").asDouble(), number.asDouble()});
        }
      }
      if (!points.isEmpty() && series.size() < LineChart.STYLES) {
        series.add(series(name, points));
      }
    }
    return new LineChart(title, "step", title, series).svg();
  }

  private static LineChart.Series series(String name, List<double[]> points) {
    double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
    return new LineChart.Series(name, x, y, false);
  }

  /// The mean of all values so far.
  private static String mean(String title, List<JsonNode> lines, String name) {
    List<double[]> points = new ArrayList<>();
    double sum = 0;
    for (JsonNode line : lines) {
      if (line.path(name).isNumber()) {
        sum += line.path(name).asDouble();
        points.add(new double[] {line.path("step").asDouble(), sum / (points.size() + 1)});
      }
    }
    return points.isEmpty()
        ? ""
        : new LineChart(title, "step", title, List.of(series(name, points))).svg();
  }

  /// Variance and signal are averaged so far before one is divided by the other.
  private static String noiseScale(List<JsonNode> lines) {
    List<double[]> points = new ArrayList<>();
    double variance = 0;
    double signal = 0;
    for (JsonNode line : lines) {
      JsonNode noise = line.path("gradient_noise");
      variance += noise.path("variance").asDouble(0);
      signal += noise.path("signal").asDouble(0);
      if (noise.path("signal").isNumber() && signal > 0) {
        points.add(new double[] {line.path("step").asDouble(), variance / signal});
      }
    }
    String title = "Gradient noise scale (examples)";
    return points.isEmpty()
        ? ""
        : new LineChart(title, "step", title, List.of(series("noise scale", points))).svg();
  }
}
