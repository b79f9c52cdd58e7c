package dev.glissade.engine;

import java.util.List;

/// The numbers of a graph that depend on scalars and constants only. They are worked out in double
/// before each run, so that a rate or a β product loses no digit to `float`.
final class ScalarEvaluation {
  private ScalarEvaluation() {}

  /// Marks the nodes that are plain numbers.
  static boolean[] mark(List<Tensor> nodes) {
    boolean[] isNumber = new boolean[nodes.size()];
    for (Tensor node : nodes) {
      isNumber[node.id()] =
          switch (node.op()) {
            case Op.Scalar _, Op.Constant _ -> true;
            case Op.Unary _, Op.Binary _, Op.Select _, Op.Reshape _, Op.Detach _, Op.Broadcast _ ->
                node.shape().size() == 1
                    && node.inputs().stream().allMatch(input -> isNumber[input.id()]);
            default -> false;
          };
    }
    return isNumber;
  }

  /// The value of a node from the values of its inputs; a `Scalar` must be there already.
  static double evaluate(Tensor node, double[] values) {
    List<Tensor> in = node.inputs();
    return switch (node.op()) {
      case Op.Scalar _ -> values[node.id()];
      case Op.Constant constant -> constant.value();
      case Op.Unary unary -> unary.function().apply(values[in.get(0).id()]);
      case Op.Binary binary ->
          binary.function().apply(values[in.get(0).id()], values[in.get(1).id()]);
      case Op.Select _ ->
          values[in.get(0).id()] > 0 ? values[in.get(1).id()] : values[in.get(2).id()];
      case Op.Reshape _, Op.Detach _, Op.Broadcast _ -> values[in.get(0).id()];
      default ->
          throw new IllegalArgumentException("evaluate: expected a plain number, but got " + node);
    };
  }
}
