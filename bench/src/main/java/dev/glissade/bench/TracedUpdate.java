package dev.glissade.bench;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Update;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The update of one vector of weights with the input `gradient`, as a step, and what it needs.
record TracedUpdate(Step step, Update.Declarations declared, State.Layout layout) {
  private static final String BLOCK = "weight";

  static TracedUpdate of(Optimizer optimizer, int size) {
    return of(optimizer, Shape.of(size));
  }

  /// The same of a parameter of any shape.
  static TracedUpdate of(Optimizer optimizer, Shape whole) {
    Graph graph = new Graph();
    Shape shape = Shape.of(whole.size());
    Tensor parameter = graph.variable(BLOCK, shape);
    Update.Declarations declared = new Update.Declarations();
    var segment = new Update.Segment(BLOCK, whole, 0, whole.size());
    Update update = Update.of(BLOCK, parameter, List.of(segment), declared);
    List<Tensor> changed =
        optimizer.apply(List.of(graph.input("gradient", shape)), List.of(update));
    Map<String, Tensor> updates = new LinkedHashMap<>();
    updates.put(BLOCK, changed.getFirst());
    updates.putAll(declared.updates());
    State.Layout layout = new State.Layout().add(BLOCK, shape);
    declared.slots().forEach(layout::add);
    return new TracedUpdate(new Step(graph, Map.of(), updates), declared, layout);
  }
}
