package dev.glissade.nn;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What tracing a model gives: its output, and everything that its layers declared.
///
/// `updates` are new values of statistics, `knobs` numbers with their usual values, `products` the
/// knobs whose running product (scalar `NAME.product`) the graph reads, `observations` what layers
/// offer to look at.
public record Trace(
    Tensor output,
    List<Parameter> parameters,
    List<Statistic> statistics,
    Map<String, Tensor> updates,
    Map<String, Double> knobs,
    Set<String> products,
    Map<String, Tensor> observations) {
  /// Collects declarations.
  static final class Builder {
    private final Graph graph;
    private final Mode mode;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Statistic> statistics = new LinkedHashMap<>();
    private final Map<String, Tensor> updates = new LinkedHashMap<>();
    private final Map<String, Double> knobs = new LinkedHashMap<>();
    private final Set<String> products = new LinkedHashSet<>();
    private final Map<String, Tensor> observations = new LinkedHashMap<>();

    Builder(Graph graph, Mode mode) {
      this.graph = graph;
      this.mode = mode;
    }

    Graph graph() {
      return graph;
    }

    Mode mode() {
      return mode;
    }

    void add(Parameter parameter) {
      if (parameters.putIfAbsent(parameter.path(), parameter) != null) {
        throw twice("parameter", parameter.path());
      }
    }

    void add(Statistic statistic) {
      if (statistics.putIfAbsent(statistic.path(), statistic) != null) {
        throw twice("statistic", statistic.path());
      }
    }

    private static IllegalArgumentException twice(String what, String path) {
      return new IllegalArgumentException(
          "scope: expected different names, but got the " + what + " '" + path + "' twice");
    }

    void update(String path, Tensor value) {
      updates.put(path, value);
    }

    void knob(String path, double value) {
      knobs.put(path, value);
    }

    void product(String path) {
      products.add(path);
    }

    void observe(String path, Tensor value) {
      observations.put(path, value);
    }

    Trace build(Tensor output) {
      return new Trace(
          output,
          new ArrayList<>(parameters.values()),
          new ArrayList<>(statistics.values()),
          updates,
          knobs,
          products,
          observations);
    }
  }
}
