package dev.glissade.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one run of a program is to do: the tensors that can be read afterwards, and the variables
/// that take a new value. All updates see the variables as they were before the step.
public record Step(Graph graph, Map<String, Tensor> outputs, Map<String, Tensor> updates) {
  /// Copies the maps, keeping their order.
  public Step {
    outputs = new LinkedHashMap<>(outputs);
    updates = new LinkedHashMap<>(updates);
  }

  /// A step without updates.
  public static Step reading(Graph graph, Map<String, Tensor> outputs) {
    return new Step(graph, outputs, Map.of());
  }

  /// Everything that has to be computed.
  public List<Tensor> targets() {
    List<Tensor> targets = new ArrayList<>(outputs.values());
    targets.addAll(updates.values());
    return targets;
  }
}
