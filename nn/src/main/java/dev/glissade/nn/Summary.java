package dev.glissade.nn;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The table that `Model.summary` prints: one line for each path of the model. What does not depend
/// on the example is not counted.
final class Summary {
  private static final String FORMAT = "%-24s %-18s %12s %14s";

  private Summary() {}

  private static final class Line {
    private String shape = "";
    private long parameters;
    private long operations;
  }

  static String of(Model model) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", model.input().prepend(1));
    Trace trace = model.trace(x, Mode.INFERENCE);
    Map<String, Line> lines = new LinkedHashMap<>();
    boolean[] dependsOnInput = new boolean[graph.nodes().size()];
    for (Tensor node : graph.nodes()) {
      dependsOnInput[node.id()] =
          node == x || node.inputs().stream().anyMatch(input -> dependsOnInput[input.id()]);
      if (!node.path().isEmpty() && dependsOnInput[node.id()]) {
        Line line = lines.computeIfAbsent(node.path(), _ -> new Line());
        line.operations += operations(node);
        if (node.shape().rank() > 0) {
          line.shape = node.shape().tail().toString();
        }
      }
    }
    long total = 0;
    for (Parameter parameter : trace.parameters()) {
      int end = parameter.path().lastIndexOf('.');
      String path = end < 0 ? parameter.path() : parameter.path().substring(0, end);
      lines.computeIfAbsent(path, _ -> new Line()).parameters += parameter.shape().size();
      total += parameter.shape().size();
    }
    StringBuilder table = new StringBuilder();
    table.append(line("layer", "output", "parameters", "FLOPs/example"));
    table.append(line("input", model.input().toString(), "", ""));
    long operations = 0;
    for (var entry : lines.entrySet()) {
      Line line = entry.getValue();
      operations += line.operations;
      table.append(
          line(entry.getKey(), line.shape, number(line.parameters), number(line.operations)));
    }
    table.append(line("total", "", number(total), number(operations)));
    return table.toString();
  }

  private static String line(String layer, String output, String parameters, String operations) {
    return FORMAT.formatted(layer, output, parameters, operations).stripTrailing() + "\n";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static long operations(Tensor node) {
    return switch (node.op()) {
      case Op.MatMul product ->
          2L
              * node.shape().size()
              * node.inputs().get(0).shape().extent(product.transposeLeft() ? 0 : 1);
      case Op.Unary _, Op.Binary _, Op.Select _ ->
          node.shape().rank() == 0 ? 0 : node.shape().size();
      default -> 0;
    };
  }
}
