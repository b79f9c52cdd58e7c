package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A step drawn at random: operations on inputs and variables, some of them outputs, some of them
/// new values of variables. The same seed gives the same step.
///
/// Only continuous operations on computed values are drawn, since a rounding error must not become
/// a jump: conditions are always sources.
final class RandomGraph {
  private static final List<UnaryFunction> FUNCTIONS =
      List.of(
          UnaryFunction.TANH,
          UnaryFunction.SIGMOID,
          UnaryFunction.NEGATE,
          UnaryFunction.SOFTPLUS,
          UnaryFunction.ERROR_FUNCTION,
          UnaryFunction.RELU,
          UnaryFunction.ABSOLUTE);
  private static final int SMOOTH = 5;
  private static final List<BinaryFunction> OPERATORS =
      List.of(
          BinaryFunction.ADD,
          BinaryFunction.SUBTRACT,
          BinaryFunction.MULTIPLY,
          BinaryFunction.MAXIMUM,
          BinaryFunction.MINIMUM);

  final Graph graph = new Graph();
  final Map<String, Shape> variables = new LinkedHashMap<>();
  private final List<Tensor> pool = new ArrayList<>();
  private final Random random;
  private final int largest;
  private final boolean isDescent;
  final Step step;

  RandomGraph(long seed, int rows, int columns, int operations) {
    this(seed, rows, columns, operations, false);
  }

  /// A step of gradient descent on a random smooth cost.
  static RandomGraph descent(long seed, int rows, int columns, int operations) {
    return new RandomGraph(seed, rows, columns, operations, true);
  }

  private RandomGraph(long seed, int rows, int columns, int operations, boolean isDescent) {
    this.isDescent = isDescent;
    random = new Random(seed);
    largest = 2 * rows * columns;
    pool.add(graph.input("x", Shape.of(rows, columns)));
    variable("matrix", Shape.of(rows, columns));
    variable("other", Shape.of(rows, columns));
    variable("row", Shape.of(columns));
    variable("column", Shape.of(rows, 1));
    variable("square", Shape.of(columns, columns));
    variable("stack", Shape.of(2, rows, columns));
    pool.add(graph.scalar("rate"));
    int sources = pool.size();
    while (pool.size() < sources + operations) {
      Tensor made = draw();
      if (made != null && made.shape().size() > 0 && made.shape().size() <= largest) {
        pool.add(made);
      }
    }
    step = new Step(graph, outputs(), isDescent ? descent() : updates(sources));
  }

  private void variable(String name, Shape shape) {
    variables.put(name, shape);
    pool.add(graph.variable(name, shape));
  }

  /// Late tensors are taken more often, so that chains become long.
  private Tensor any() {
    int i = Math.max(random.nextInt(pool.size()), random.nextInt(pool.size()));
    return pool.get(i);
  }

  private Tensor draw() {
    Tensor a = any();
    int rank = a.shape().rank();
    int axis = rank == 0 ? -1 : random.nextInt(rank);
    return switch (random.nextInt(14)) {
      case 0, 1 -> a.map(FUNCTIONS.get(random.nextInt(isDescent ? SMOOTH : FUNCTIONS.size())));
      case 2, 3, 4 -> combined(a, any());
      case 5 -> select(pool.get(random.nextInt(7)), a, any());
      case 6 -> product(a, any());
      case 7 -> axis < 0 ? null : a.sum(axis).times(1.0 / Math.max(1, a.shape().extent(axis)));
      case 8 -> axis < 0 || isDescent ? null : a.max(axis);
      case 9 -> a.reshape(Shape.of(a.shape().size()));
      case 10 -> rank != 2 ? null : a.transpose(1, 0);
      case 11 -> axis < 0 ? null : slice(a, axis);
      case 12 -> axis < 0 ? null : concatenation(a, axis);
      default -> last(a);
    };
  }

  private Tensor combined(Tensor a, Tensor b) {
    if (!a.shape().broadcastsTo(b.shape()) && !b.shape().broadcastsTo(a.shape())) {
      return null;
    }
    BinaryFunction f = OPERATORS.get(random.nextInt(isDescent ? 3 : OPERATORS.size()));
    return graph.add(new Op.Binary(f), a, b).map(UnaryFunction.TANH);
  }

  private static Tensor select(Tensor condition, Tensor a, Tensor b) {
    boolean fits = a.shape().equals(b.shape()) && condition.shape().broadcastsTo(a.shape());
    return fits ? condition.select(a, b) : null;
  }

  private Tensor product(Tensor a, Tensor b) {
    if (a.shape().rank() != 2 || b.shape().rank() != 2) {
      return null;
    }
    int k = a.shape().extent(1);
    if (k != b.shape().extent(0)) {
      return null;
    }
    Tensor y = a.times(1.0 / k).matMul(b);
    boolean hasBias = y.shape().extent(1) == variables.get("row").size() && random.nextBoolean();
    return hasBias ? y.plus(graph.variable("row", variables.get("row"))) : y;
  }

  private Tensor slice(Tensor a, int axis) {
    int extent = a.shape().extent(axis);
    int from = random.nextInt(extent);
    return a.slice(axis, from, from + 1 + random.nextInt(extent - from));
  }

  private Tensor concatenation(Tensor a, int axis) {
    Tensor b = any();
    return b.shape().equals(a.shape()) ? graph.add(new Op.Concatenate(axis), a, b) : null;
  }

  private Tensor last(Tensor a) {
    return switch (random.nextInt(3)) {
      case 0 -> graph.add(new Op.Dropout("mask" + random.nextInt(2)), a, graph.scalar("rate"));
      case 1 -> a.shape().rank() == 0 ? null : graph.add(new Op.Softmax(), a);
      default -> a.shape().broadcastsTo(Shape.of(3, 4)) ? a.broadcast(Shape.of(3, 4)) : null;
    };
  }

  private Map<String, Tensor> outputs() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      outputs.put("computed" + i, any());
      outputs.put("source" + i, pool.get(random.nextInt(8)));
    }
    return outputs;
  }

  private Map<String, Tensor> descent() {
    Tensor cost = graph.constant(0);
    for (int i = 0; i < 3; i++) {
      cost = cost.plus(any().mean());
    }
    List<Tensor> parameters = new ArrayList<>();
    variables.forEach((name, shape) -> parameters.add(graph.variable(name, shape)));
    List<Tensor> gradients = Derivatives.gradients(cost, parameters);
    Map<String, Tensor> updates = new LinkedHashMap<>();
    int i = 0;
    for (String name : variables.keySet()) {
      Tensor change = gradients.get(i).times(0.3);
      updates.put(name, parameters.get(i++).times(0.99).minus(change));
    }
    return updates;
  }

  /// For each variable, one of the computed tensors with as many elements, if there is any.
  private Map<String, Tensor> updates(int sources) {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    variables.forEach(
        (name, shape) -> {
          List<Tensor> fitting = new ArrayList<>();
          for (Tensor tensor : pool.subList(sources, pool.size())) {
            boolean isOld = Views.root(tensor).op() instanceof Op.Variable;
            if (tensor.shape().size() == shape.size() && !isOld) {
              fitting.add(tensor);
            }
          }
          if (!fitting.isEmpty() && random.nextInt(4) > 0) {
            updates.put(name, fitting.get(random.nextInt(fitting.size())));
          }
        });
    return updates;
  }
}
