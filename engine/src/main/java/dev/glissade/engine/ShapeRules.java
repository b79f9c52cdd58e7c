package dev.glissade.engine;

import java.util.HashSet;
import java.util.List;

/// The shape of each operation's output, and every check that its inputs must pass.
final class ShapeRules {
  private ShapeRules() {}

  /// The output shape of `op` on inputs of these shapes.
  ///
  /// @throws ShapeException if the inputs do not fit
  static Shape infer(Op op, List<Shape> in) {
    checkCount(op, in);
    return switch (op) {
      case Op.Input source -> source.shape();
      case Op.Variable source -> source.shape();
      case Op.Literal source -> literal(source);
      case Op.Normal source -> source.shape();
      case Op.Scalar _, Op.Constant _, Op.Norm _ -> Shape.SCALAR;
      case Op.Unary _, Op.Detach _ -> in.get(0);
      case Op.Binary _ when in.get(0).equals(in.get(1)) -> in.get(0);
      case Op.Binary _ -> Shape.broadcast(op.label(), in.get(0), in.get(1));
      case Op.Select _ ->
          Shape.broadcast("select", in.get(0), Shape.broadcast("select", in.get(1), in.get(2)));
      case Op.Dropout _ -> dropout(in.get(0), in.get(1));
      case Op.MatMul product -> matMul(product, in.get(0), in.get(1));
      case Op.EigenBasis _ -> eigenBasis(in.get(0), in.get(1));
      case Op.Sum sum -> in.get(0).without(axis(op, sum.axis(), in.get(0)));
      case Op.Max max -> in.get(0).without(axis(op, max.axis(), in.get(0)));
      case Op.Reshape reshape -> reshape(reshape.shape(), in.get(0));
      case Op.Broadcast broadcast -> broadcast(broadcast.shape(), in.get(0));
      case Op.Transpose transpose -> transpose(transpose.order(), in.get(0));
      case Op.Slice slice -> slice(slice, in.get(0));
      case Op.Concatenate concatenate -> concatenate(concatenate.axis(), in);
      case Op.OneHot oneHot -> oneHot(oneHot.classes(), in.get(0));
      case Op.Softmax _, Op.LogSoftmax _ -> atLeastRankOne(op, in.get(0));
      case Op.CrossEntropy _ -> crossEntropy(in.get(0), in.get(1));
      case Op.CrossEntropyGradient _ -> crossEntropyGradient(in.get(0), in.get(1), in.get(2));
      case Op.Moments moments -> Shape.of(3, in.get(0).extent(axis(op, moments.axis(), in.get(0))));
      case Op.BatchNorm norm -> batchNorm(norm, in);
      case Op.BatchNormSums sums -> batchNormSums(op, sums.axis(), in);
      case Op.BatchNormGradient gradient -> batchNormGradient(gradient, in);
    };
  }

  private static void checkCount(Op op, List<Shape> in) {
    int expected =
        switch (op) {
          case Op.Input _, Op.Variable _, Op.Literal _, Op.Scalar _, Op.Constant _, Op.Normal _ ->
              0;
          case Op.Unary _, Op.Sum _, Op.Max _, Op.Reshape _, Op.Broadcast _, Op.Transpose _ -> 1;
          case Op.Detach _, Op.Slice _, Op.OneHot _, Op.Softmax _, Op.LogSoftmax _, Op.Moments _ ->
              1;
          case Op.Binary _, Op.Dropout _, Op.MatMul _, Op.CrossEntropy _ -> 2;
          case Op.EigenBasis _ -> 2;
          case Op.Select _, Op.CrossEntropyGradient _, Op.BatchNormSums _ -> 3;
          case Op.BatchNorm _ -> 4;
          case Op.BatchNormGradient _ -> 5;
          case Op.Norm _, Op.Concatenate _ -> Math.max(1, in.size());
        };
    if (in.size() != expected) {
      throw new ShapeException(
          op.label() + ": expected " + expected + " inputs, but got " + in.size());
    }
  }

  private static Shape literal(Op.Literal source) {
    if (source.values().size() != source.shape().size()) {
      throw new ShapeException(
          "literal: expected %d values for %s, but got %d"
              .formatted(source.shape().size(), source.shape(), source.values().size()));
    }
    return source.shape();
  }

  private static Shape eigenBasis(Shape x, Shape previous) {
    if (x.rank() != 2 || x.extent(0) != x.extent(1) || !x.equals(previous)) {
      throw new ShapeException(
          "eigenBasis: expected two matrices [n, n], but got %s and %s".formatted(x, previous));
    }
    return x;
  }

  private static Shape dropout(Shape x, Shape rate) {
    if (rate.size() != 1) {
      throw new ShapeException("dropout: expected a rate of shape [], but got " + rate);
    }
    return x;
  }

  private static Shape matMul(Op.MatMul op, Shape a, Shape b) {
    String left = op.transposeLeft() ? "[k, m]" : "[m, k]";
    String right = op.transposeRight() ? "[n, k]" : "[k, n]";
    if (a.rank() == 2 && b.rank() == 2) {
      int m = a.extent(op.transposeLeft() ? 1 : 0);
      int k = a.extent(op.transposeLeft() ? 0 : 1);
      int n = b.extent(op.transposeRight() ? 0 : 1);
      if (k == b.extent(op.transposeRight() ? 1 : 0)) {
        return Shape.of(m, n);
      }
    }
    throw new ShapeException(
        "matMul: expected %s and %s, but got %s and %s".formatted(left, right, a, b));
  }

  private static Shape reshape(Shape target, Shape x) {
    if (target.size() != x.size()) {
      throw new ShapeException(
          "reshape: expected %d elements, but got %d (%s to %s)"
              .formatted(target.size(), x.size(), x, target));
    }
    return target;
  }

  private static Shape broadcast(Shape target, Shape x) {
    if (!x.broadcastsTo(target)) {
      throw new ShapeException(
          "broadcast: expected a shape that broadcasts to %s, but got %s".formatted(target, x));
    }
    return target;
  }

  private static Shape transpose(List<Integer> order, Shape x) {
    var axes = new HashSet<>(order);
    if (order.size() != x.rank()
        || axes.size() != x.rank()
        || axes.stream().anyMatch(axis -> axis < 0 || axis >= x.rank())) {
      throw new ShapeException(
          "transpose: expected each axis of %s once, but got %s".formatted(x, order));
    }
    return Shape.of(order.stream().mapToInt(x::extent).toArray());
  }

  private static Shape slice(Op.Slice op, Shape x) {
    int extent = x.extent(axis(op, op.axis(), x));
    if (op.from() < 0 || op.from() > op.to() || op.to() > extent) {
      throw new ShapeException(
          "slice: expected a range within [0, %d), but got [%d, %d)"
              .formatted(extent, op.from(), op.to()));
    }
    return x.with(op.axis(), op.to() - op.from());
  }

  private static Shape concatenate(int axis, List<Shape> in) {
    Shape first = in.get(0);
    axis(new Op.Concatenate(axis), axis, first);
    int total = 0;
    for (Shape shape : in) {
      if (shape.rank() != first.rank() || !shape.with(axis, 0).equals(first.with(axis, 0))) {
        throw new ShapeException(
            "concatenate: expected shapes that differ on axis %d only, but got %s"
                .formatted(axis, in));
      }
      total += shape.extent(axis);
    }
    return first.with(axis, total);
  }

  private static Shape oneHot(int classes, Shape x) {
    if (classes < 1) {
      throw new ShapeException("oneHot: expected at least 1 class, but got " + classes);
    }
    int[] extents = java.util.Arrays.copyOf(x.extents(), x.rank() + 1);
    extents[x.rank()] = classes;
    return Shape.of(extents);
  }

  private static Shape crossEntropy(Shape logits, Shape targets) {
    atLeastRankOne(new Op.CrossEntropy(), logits);
    if (!logits.equals(targets)) {
      throw new ShapeException(
          "crossEntropy: expected targets of shape %s, but got %s".formatted(logits, targets));
    }
    return logits.without(logits.rank() - 1);
  }

  private static Shape batchNorm(Op.BatchNorm op, List<Shape> in) {
    int channels = in.get(0).extent(axis(op, op.axis(), in.get(0)));
    Shape vector = Shape.of(channels);
    if (!in.get(1).equals(Shape.of(3, channels))
        || !in.get(2).equals(vector)
        || !in.get(3).equals(vector)) {
      throw new ShapeException(
          "batchNorm: expected moments %s, gamma %s and beta %s, but got %s"
              .formatted(Shape.of(3, channels), vector, vector, in.subList(1, 4)));
    }
    return in.get(0);
  }

  private static Shape crossEntropyGradient(Shape dy, Shape logits, Shape targets) {
    Shape rows = crossEntropy(logits, targets);
    if (!dy.equals(rows)) {
      throw new ShapeException(
          "crossEntropyGradient: expected dy of shape %s, but got %s".formatted(rows, dy));
    }
    return logits;
  }

  /// Inputs `dy`, `x`, `moments`.
  private static Shape batchNormSums(Op op, int axis, List<Shape> in) {
    int channels = in.get(1).extent(axis(op, axis, in.get(1)));
    if (!in.get(0).equals(in.get(1)) || !in.get(2).equals(Shape.of(3, channels))) {
      throw new ShapeException(
          "%s: expected dy %s and moments %s, but got %s and %s"
              .formatted(op.label(), in.get(1), Shape.of(3, channels), in.get(0), in.get(2)));
    }
    return Shape.of(2, channels);
  }

  /// Inputs `dy`, `x`, `moments`, `sums`, `γ`.
  private static Shape batchNormGradient(Op.BatchNormGradient op, List<Shape> in) {
    Shape sums = batchNormSums(op, op.axis(), in);
    Shape vector = Shape.of(sums.extent(1));
    if (!in.get(3).equals(sums) || !in.get(4).equals(vector)) {
      throw new ShapeException(
          "batchNormGradient: expected sums %s and gamma %s, but got %s and %s"
              .formatted(sums, vector, in.get(3), in.get(4)));
    }
    return in.get(0);
  }

  private static Shape atLeastRankOne(Op op, Shape x) {
    axis(op, x.rank() - 1, x);
    return x;
  }

  private static int axis(Op op, int axis, Shape x) {
    if (axis < 0 || axis >= x.rank()) {
      throw new ShapeException(
          "%s: expected an axis of %s, but got axis %d".formatted(op.label(), x, axis));
    }
    return axis;
  }
}
