package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// A node of a `Graph`: an operation on earlier tensors, with the shape of its result. It holds no
/// numbers.
///
/// Methods are primitives or composites of one line; layers, losses and the like are functions
/// elsewhere. Two operands are broadcast as in NumPy.
public final class Tensor {
  private final Graph graph;
  private final int id;
  private final Op op;
  private final List<Tensor> inputs;
  private final Shape shape;
  private final String path;

  Tensor(Graph graph, int id, Op op, List<Tensor> inputs, Shape shape, String path) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.inputs = inputs;
    this.shape = shape;
    this.path = path;
  }

  /// The graph it belongs to.
  public Graph graph() {
    return graph;
  }

  /// Its position in the graph; inputs have smaller ones.
  public int id() {
    return id;
  }

  /// What computes it.
  public Op op() {
    return op;
  }

  /// What it is computed from.
  public List<Tensor> inputs() {
    return inputs;
  }

  /// Its extents.
  public Shape shape() {
    return shape;
  }

  /// Where in the model it was made, for example `0.dense`; empty outside of any layer.
  public String path() {
    return path;
  }

  /// `this + other`
  public Tensor plus(Tensor other) {
    return binary(BinaryFunction.ADD, other);
  }

  /// `this + value`
  public Tensor plus(double value) {
    return plus(graph.constant(value));
  }

  /// `this - other`
  public Tensor minus(Tensor other) {
    return binary(BinaryFunction.SUBTRACT, other);
  }

  /// `this - value`
  public Tensor minus(double value) {
    return minus(graph.constant(value));
  }

  /// `value - this`
  public Tensor subtractedFrom(double value) {
    return graph.constant(value).minus(this);
  }

  /// `this · other`, element by element
  public Tensor times(Tensor other) {
    return binary(BinaryFunction.MULTIPLY, other);
  }

  /// `this · value`
  public Tensor times(double value) {
    return times(graph.constant(value));
  }

  /// `this / other`
  public Tensor dividedBy(Tensor other) {
    return binary(BinaryFunction.DIVIDE, other);
  }

  /// `this / value`
  public Tensor dividedBy(double value) {
    return dividedBy(graph.constant(value));
  }

  /// The larger of the two
  public Tensor maximum(Tensor other) {
    return binary(BinaryFunction.MAXIMUM, other);
  }

  /// `max(this, value)`
  public Tensor maximum(double value) {
    return maximum(graph.constant(value));
  }

  /// The smaller of the two
  public Tensor minimum(Tensor other) {
    return binary(BinaryFunction.MINIMUM, other);
  }

  /// `min(this, value)`
  public Tensor minimum(double value) {
    return minimum(graph.constant(value));
  }

  /// 1 where `this > other`, otherwise 0
  public Tensor greater(Tensor other) {
    return binary(BinaryFunction.GREATER, other);
  }

  /// 1 where `this > value`, otherwise 0
  public Tensor greater(double value) {
    return greater(graph.constant(value));
  }

  /// `this > 0 ? a : b`
  public Tensor select(Tensor a, Tensor b) {
    return graph.add(new Op.Select(), this, a, b);
  }

  /// `f(this)`
  public Tensor map(UnaryFunction function) {
    return graph.add(new Op.Unary(function), this);
  }

  /// `-this`
  public Tensor negate() {
    return map(UnaryFunction.NEGATE);
  }

  /// `this²`
  public Tensor square() {
    return map(UnaryFunction.SQUARE);
  }

  /// `√this`
  public Tensor squareRoot() {
    return map(UnaryFunction.SQUARE_ROOT);
  }

  /// `this · other` as matrices: `[m, k] · [k, n]`
  public Tensor matMul(Tensor other) {
    return graph.add(new Op.MatMul(false, false), this, other);
  }

  /// The sum over one axis, which disappears
  public Tensor sum(int axis) {
    return graph.add(new Op.Sum(axis), this);
  }

  /// The sum of all elements, shape `[]`
  public Tensor sum() {
    return reshape(Shape.of(shape.size())).sum(0);
  }

  /// The mean of all elements, shape `[]`; NaN if there are none
  public Tensor mean() {
    return sum().dividedBy(shape.size());
  }

  /// The maximum over one axis, which disappears
  public Tensor max(int axis) {
    return graph.add(new Op.Max(axis), this);
  }

  /// The Euclidean norm of all elements, shape `[]`
  public Tensor norm() {
    return graph.add(new Op.Norm(), this);
  }

  /// The same elements under another shape
  public Tensor reshape(Shape target) {
    return graph.add(new Op.Reshape(target), this);
  }

  /// The same elements, through which no gradient flows
  public Tensor detach() {
    return graph.add(new Op.Detach(), this);
  }

  /// Repeated to fill `target`
  public Tensor broadcast(Shape target) {
    return graph.add(new Op.Broadcast(target), this);
  }

  /// Axis `i` of the result is axis `order[i]` of this
  public Tensor transpose(Integer... order) {
    return graph.add(new Op.Transpose(List.of(order)), this);
  }

  /// The elements `[from, to)` of one axis
  public Tensor slice(int axis, int from, int to) {
    return graph.add(new Op.Slice(axis, from, to), this);
  }

  /// Summed over the axes along which `target` would have to be repeated: the transpose of
  /// `broadcast`.
  public Tensor sumTo(Shape target) {
    Tensor result = this;
    int shift = shape.rank() - target.rank();
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      boolean repeated =
          axis < shift || (target.extent(axis - shift) == 1 && shape.extent(axis) != 1);
      result = repeated ? result.sum(axis) : result;
    }
    return result.reshape(target);
  }

  private Tensor binary(BinaryFunction function, Tensor other) {
    return graph.add(new Op.Binary(function), this, other);
  }

  /// As in `0.dense: matMul [64, 128]`.
  @Override
  public String toString() {
    String what =
        switch (op) {
          case Op.Variable variable -> variable.name();
          case Op.Input input -> input.name();
          case Op.Scalar scalar -> scalar.name();
          case Op.Constant constant -> Double.toString(constant.value());
          default -> op.label();
        };
    return (path.isEmpty() ? "" : path + ": ") + what + " " + shape;
  }
}
