package dev.glissade.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A growing list of tensors, each computed from earlier ones. Asking twice for the same operation
/// on the same inputs gives the same tensor. Not safe for use by several threads.
public final class Graph {
  private final List<Tensor> nodes = new ArrayList<>();
  private final Map<Key, Tensor> known = new HashMap<>();
  private String path = "";

  /// An empty graph.
  public Graph() {}

  private record Key(Op op, List<Integer> inputs) {
    static Key of(Op op, List<Tensor> inputs) {
      return new Key(op, inputs.stream().map(Tensor::id).toList());
    }
  }

  /// A batch of data that each run is given.
  public Tensor input(String name, Shape shape) {
    return add(new Op.Input(name, shape));
  }

  /// A number that each run is given, in double.
  public Tensor scalar(String name) {
    return add(new Op.Scalar(name));
  }

  /// A fixed number.
  public Tensor constant(double value) {
    return add(new Op.Constant(value));
  }

  /// A small table of fixed numbers.
  public Tensor literal(Shape shape, List<Double> values) {
    return add(new Op.Literal(shape, List.copyOf(values)));
  }

  /// A named range of the state, as it was before the step.
  public Tensor variable(String name, Shape shape) {
    return add(new Op.Variable(name, shape));
  }

  /// All tensors, in an order in which each comes after its inputs.
  public List<Tensor> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /// Runs `body`; the tensors that it makes are said to be made at `inner`, which messages about
  /// them will name.
  public <T> T at(String inner, Supplier<T> body) {
    String outer = path;
    path = inner;
    try {
      return body.get();
    } finally {
      path = outer;
    }
  }

  /// The tensor `op(inputs)`.
  ///
  /// @throws ShapeException if the inputs do not fit
  /// @throws IllegalArgumentException if an input belongs to another graph
  public Tensor add(Op op, Tensor... inputs) {
    List<Tensor> operands = List.of(inputs);
    for (Tensor operand : operands) {
      if (operand.graph() != this) {
        throw new IllegalArgumentException(
            op.label() + ": expected tensors of one graph, but got " + operand + " of another");
      }
    }
    Tensor asked = known.get(Key.of(op, operands));
    if (asked != null) {
      return asked;
    }
    Shape shape = ShapeRules.infer(op, operands.stream().map(Tensor::shape).toList());
    Tensor simpler = Simplification.of(op, operands);
    if (simpler != null) {
      return simpler;
    }
    List<Tensor> used = Simplification.withoutNeedlessBroadcasts(op, operands);
    Key key = Key.of(op, used);
    Tensor existing = known.get(key);
    if (existing != null) {
      return existing;
    }
    Tensor made = new Tensor(this, nodes.size(), op, used, shape, path);
    nodes.add(made);
    known.put(key, made);
    return made;
  }
}
