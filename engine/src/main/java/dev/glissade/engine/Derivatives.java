package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Differential calculus: how the gradient of an operation's output becomes gradients of its
/// inputs.
///
/// The `switch` has no `default`, so an operation without a derivative does not compile. Gradients
/// that nobody uses cost nothing: a program computes only what its outputs need.
public final class Derivatives {
  private Derivatives() {}

  /// The gradients of the scalar `loss` for `parameters`, in their order; zeros for one that the
  /// loss does not depend on. Walks backwards and adds up where a tensor was used more than once.
  public static List<Tensor> gradients(Tensor loss, List<Tensor> parameters) {
    if (loss.shape().size() != 1) {
      throw new ShapeException("gradients: expected a loss of 1 element, but got " + loss.shape());
    }
    Graph graph = loss.graph();
    Tensor[] gradient = new Tensor[loss.id() + 1];
    boolean[] needed = reaches(loss, parameters);
    gradient[loss.id()] = graph.constant(1).broadcast(loss.shape());
    List<Tensor> nodes = List.copyOf(graph.nodes().subList(0, loss.id() + 1));
    for (Tensor node : nodes.reversed()) {
      Tensor dy = gradient[node.id()];
      if (dy == null || !needed[node.id()] || node.inputs().isEmpty()) {
        continue;
      }
      List<Optional<Tensor>> parts = graph.at(node.path(), () -> vectorJacobianProduct(node, dy));
      for (int i = 0; i < parts.size(); i++) {
        int input = node.inputs().get(i).id();
        if (needed[input] && parts.get(i).isPresent()) {
          Tensor part = parts.get(i).get();
          Tensor sofar = gradient[input];
          gradient[input] = sofar == null ? part : sofar.plus(part);
        }
      }
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor parameter : parameters) {
      Tensor found = parameter.id() <= loss.id() ? gradient[parameter.id()] : null;
      result.add(found == null ? graph.constant(0).broadcast(parameter.shape()) : found);
    }
    return result;
  }

  private static boolean[] reaches(Tensor loss, List<Tensor> parameters) {
    boolean[] needed = new boolean[loss.id() + 1];
    for (Tensor parameter : parameters) {
      if (parameter.id() <= loss.id()) {
        needed[parameter.id()] = true;
      }
    }
    for (Tensor node : loss.graph().nodes().subList(0, loss.id() + 1)) {
      for (Tensor input : node.inputs()) {
        needed[node.id()] |= needed[input.id()];
      }
    }
    return needed;
  }

  /// For each input of `y`, the gradient that `dy` causes; empty where the operation is constant in
  /// that input.
  static List<Optional<Tensor>> vectorJacobianProduct(Tensor y, Tensor dy) {
    List<Tensor> in = y.inputs();
    return switch (y.op()) {
      case Op.Input _, Op.Scalar _, Op.Constant _, Op.Literal _, Op.Variable _ -> List.of();
      case Op.Normal _ -> List.of();
      case Op.Unary(UnaryFunction f) -> of(unary(f, in.get(0), y, dy));
      case Op.Binary(BinaryFunction f) -> binary(f, in.get(0), in.get(1), y, dy);
      case Op.Select _ -> select(in.get(0), in.get(1), in.get(2), dy);
      case Op.Dropout dropout ->
          List.of(Optional.of(y.graph().add(dropout, dy, in.get(1))), Optional.empty());
      case Op.MatMul product -> matMul(product, in.get(0), in.get(1), dy);
      case Op.Sum(int axis) -> of(spread(dy, axis, in.get(0).shape()));
      case Op.Max(int axis) -> of(max(axis, in.get(0), y, dy));
      case Op.Norm _ -> norm(in, y, dy);
      case Op.Reshape _ -> of(dy.reshape(in.get(0).shape()));
      case Op.Broadcast _ -> of(dy.sumTo(in.get(0).shape()));
      case Op.Transpose(List<Integer> order) -> of(dy.transpose(inverse(order)));
      case Op.Slice slice -> of(slice(slice, in.get(0).shape(), dy));
      case Op.Concatenate(int axis) -> concatenate(axis, in, dy);
      case Op.OneHot _, Op.Detach _ -> List.of(Optional.empty());
      case Op.Softmax _ -> of(y.times(dy.minus(rowSum(dy.times(y)))));
      case Op.LogSoftmax _ -> of(dy.minus(y.map(UnaryFunction.EXPONENTIAL).times(rowSum(dy))));
      case Op.CrossEntropy _ -> crossEntropy(in.get(0), in.get(1), dy);
      case Op.Moments(int axis) -> of(moments(axis, in.get(0), y, dy));
      case Op.BatchNorm norm -> batchNorm(norm, in, dy);
      case Op.CrossEntropyGradient _ -> crossEntropyGradient(in.get(0), in.get(1), in.get(2), dy);
      case Op.BatchNormSums _, Op.BatchNormGradient _, Op.EigenBasis _ ->
          throw new UnsupportedOperationException(
              "gradients: expected operations that have a derivative, but got "
                  + y.op().label()
                  + " — help: second derivatives through fused operations are not offered");
    };
  }

  private static Tensor unary(UnaryFunction f, Tensor x, Tensor y, Tensor dy) {
    return switch (f) {
      case NEGATE -> dy.negate();
      case ABSOLUTE -> dy.times(x.map(UnaryFunction.SIGN));
      case SIGN -> dy.times(0);
      case SQUARE -> dy.times(x.times(2));
      case SQUARE_ROOT -> dy.dividedBy(y.times(2));
      case RECIPROCAL -> dy.times(y.square()).negate();
      case EXPONENTIAL -> dy.times(y);
      case EXPONENTIAL_MINUS_ONE -> dy.times(x.map(UnaryFunction.EXPONENTIAL));
      case LOGARITHM -> dy.dividedBy(x);
      case LOGARITHM_PLUS_ONE -> dy.dividedBy(x.plus(1));
      case TANH -> dy.times(y.square().subtractedFrom(1));
      case SIGMOID -> dy.times(y.times(y.subtractedFrom(1)));
      case SOFTPLUS -> dy.times(x.map(UnaryFunction.SIGMOID));
      case ERROR_FUNCTION ->
          dy.times(
              x.square().negate().map(UnaryFunction.EXPONENTIAL).times(2 / Math.sqrt(Math.PI)));
      case RELU -> dy.times(y.greater(0));
    };
  }

  private static List<Optional<Tensor>> binary(
      BinaryFunction f, Tensor a, Tensor b, Tensor y, Tensor dy) {
    return switch (f) {
      case ADD -> of(dy.sumTo(a.shape()), dy.sumTo(b.shape()));
      case SUBTRACT -> of(dy.sumTo(a.shape()), dy.negate().sumTo(b.shape()));
      case MULTIPLY -> of(dy.times(b).sumTo(a.shape()), dy.times(a).sumTo(b.shape()));
      case DIVIDE ->
          of(dy.dividedBy(b).sumTo(a.shape()), dy.times(y).dividedBy(b).negate().sumTo(b.shape()));
      case MAXIMUM -> choice(a.greater(b), b.greater(a), a, b, dy);
      case MINIMUM -> choice(b.greater(a), a.greater(b), a, b, dy);
      case GREATER -> List.of(Optional.empty(), Optional.empty());
    };
  }

  /// Where the operands are equal, each gets half of the gradient, as in PyTorch.
  private static List<Optional<Tensor>> choice(
      Tensor aWins, Tensor bWins, Tensor a, Tensor b, Tensor dy) {
    Tensor shareOfA = aWins.minus(bWins).plus(1).times(0.5);
    return of(
        dy.times(shareOfA).sumTo(a.shape()), dy.times(shareOfA.subtractedFrom(1)).sumTo(b.shape()));
  }

  private static List<Optional<Tensor>> select(Tensor condition, Tensor a, Tensor b, Tensor dy) {
    Tensor zero = dy.graph().constant(0);
    return List.of(
        Optional.empty(),
        Optional.of(condition.select(dy, zero).sumTo(a.shape())),
        Optional.of(condition.select(zero, dy).sumTo(b.shape())));
  }

  private static List<Optional<Tensor>> matMul(Op.MatMul op, Tensor a, Tensor b, Tensor dy) {
    Tensor da =
        op.transposeLeft()
            ? product(b, dy, op.transposeRight(), true)
            : product(dy, b, false, !op.transposeRight());
    Tensor db =
        op.transposeRight()
            ? product(dy, a, true, op.transposeLeft())
            : product(a, dy, !op.transposeLeft(), false);
    return of(da, db);
  }

  private static Tensor product(Tensor a, Tensor b, boolean transposeLeft, boolean transposeRight) {
    return a.graph().add(new Op.MatMul(transposeLeft, transposeRight), a, b);
  }

  private static Tensor spread(Tensor dy, int axis, Shape shape) {
    return dy.reshape(shape.with(axis, 1)).broadcast(shape);
  }

  private static Tensor max(int axis, Tensor x, Tensor y, Tensor dy) {
    Shape shape = x.shape();
    Tensor isLargest = spread(y, axis, shape).greater(x).subtractedFrom(1);
    Tensor share = isLargest.dividedBy(spread(isLargest.sum(axis), axis, shape));
    return spread(dy, axis, shape).times(share);
  }

  /// Where all are zero the gradient is zero, as in PyTorch; where the norm is NaN it is NaN.
  private static List<Optional<Tensor>> norm(List<Tensor> in, Tensor y, Tensor dy) {
    Tensor scale = y.select(dy.dividedBy(y), dy.times(y));
    return in.stream().map(x -> Optional.of(x.times(scale))).toList();
  }

  private static Integer[] inverse(List<Integer> order) {
    Integer[] result = new Integer[order.size()];
    for (int i = 0; i < result.length; i++) {
      result[order.get(i)] = i;
    }
    return result;
  }

  private static Tensor slice(Op.Slice slice, Shape shape, Tensor dy) {
    int axis = slice.axis();
    List<Tensor> parts = new ArrayList<>();
    if (slice.from() > 0) {
      parts.add(dy.graph().constant(0).broadcast(shape.with(axis, slice.from())));
    }
    parts.add(dy);
    if (slice.to() < shape.extent(axis)) {
      parts.add(
          dy.graph().constant(0).broadcast(shape.with(axis, shape.extent(axis) - slice.to())));
    }
    return dy.graph().add(new Op.Concatenate(axis), parts.toArray(Tensor[]::new));
  }

  private static List<Optional<Tensor>> concatenate(int axis, List<Tensor> in, Tensor dy) {
    List<Optional<Tensor>> parts = new ArrayList<>();
    int from = 0;
    for (Tensor input : in) {
      int to = from + input.shape().extent(axis);
      parts.add(Optional.of(dy.slice(axis, from, to)));
      from = to;
    }
    return parts;
  }

  /// The sum over the last axis, kept as an axis of extent 1.
  private static Tensor rowSum(Tensor x) {
    int last = x.shape().rank() - 1;
    return x.sum(last).reshape(x.shape().with(last, 1));
  }

  private static List<Optional<Tensor>> crossEntropy(Tensor logits, Tensor targets, Tensor dy) {
    Graph graph = dy.graph();
    Tensor perRow = dy.reshape(logits.shape().with(logits.shape().rank() - 1, 1));
    return of(
        graph.add(new Op.CrossEntropyGradient(), dy, logits, targets),
        graph.add(new Op.LogSoftmax(), logits).times(perRow).negate());
  }

  /// Of `dy (p Σ targets - targets)` with `p = softmax(logits)`, for the upstream gradient `w`.
  private static List<Optional<Tensor>> crossEntropyGradient(
      Tensor dy, Tensor logits, Tensor targets, Tensor w) {
    int last = logits.shape().rank() - 1;
    Tensor perRow = dy.reshape(logits.shape().with(last, 1));
    Tensor p = dy.graph().add(new Op.Softmax(), logits);
    Tensor total = rowSum(targets);
    Tensor v = w.times(perRow).times(total);
    return of(
        w.times(p.times(total).minus(targets)).sum(last),
        p.times(v.minus(rowSum(v.times(p)))),
        perRow.times(rowSum(w.times(p)).minus(w)));
  }

  private static Tensor moments(int axis, Tensor x, Tensor moments, Tensor dy) {
    int channels = x.shape().extent(axis);
    double count = (double) x.shape().size() / channels;
    int[] aligned = new int[x.shape().rank()];
    Arrays.fill(aligned, 1);
    aligned[axis] = channels;
    Shape perChannel = Shape.of(aligned);
    Tensor mean = row(moments, 0, perChannel);
    Tensor dMean = row(dy, 0, perChannel);
    Tensor dVariance = row(dy, 2, perChannel);
    Tensor centred = x.minus(mean).minus(row(moments, 1, perChannel));
    return centred.times(dVariance.times(2)).plus(dMean).dividedBy(count);
  }

  private static Tensor row(Tensor matrix, int index, Shape shape) {
    return matrix.slice(0, index, index + 1).reshape(shape);
  }

  private static List<Optional<Tensor>> batchNorm(Op.BatchNorm op, List<Tensor> in, Tensor dy) {
    Graph graph = dy.graph();
    Tensor x = in.get(0);
    Tensor moments = in.get(1);
    Tensor gamma = in.get(2);
    Tensor sums = graph.add(new Op.BatchNormSums(op.axis(), op.epsilon()), dy, x, moments);
    Tensor dx =
        graph.add(new Op.BatchNormGradient(op.axis(), op.epsilon()), dy, x, moments, sums, gamma);
    return List.of(
        Optional.of(dx),
        Optional.empty(),
        Optional.of(row(sums, 1, gamma.shape())),
        Optional.of(row(sums, 0, gamma.shape())));
  }

  private static List<Optional<Tensor>> of(Tensor... gradients) {
    return Arrays.stream(gradients).map(Optional::of).toList();
  }
}
