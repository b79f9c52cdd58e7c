package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Algebra that is applied while a graph is built: only rules that keep every bit of a finite
/// result.
final class Simplification {
  private Simplification() {}

  /// An existing tensor equal to `op(inputs)`, or null if a new one is needed.
  static @Nullable Tensor of(Op op, List<Tensor> in) {
    return switch (op) {
      case Op.Reshape reshape when reshape.shape().equals(in.get(0).shape()) -> in.get(0);
      case Op.Reshape reshape when in.get(0).op() instanceof Op.Reshape ->
          in.get(0).inputs().get(0).reshape(reshape.shape());
      case Op.Reshape reshape when isRepeatedNumber(in.get(0)) ->
          in.get(0).inputs().get(0).broadcast(reshape.shape());
      case Op.Broadcast broadcast when broadcast.shape().equals(in.get(0).shape()) -> in.get(0);
      case Op.Broadcast broadcast when isReshapedScalar(in.get(0)) ->
          in.get(0).inputs().get(0).broadcast(broadcast.shape());
      case Op.Binary(BinaryFunction function) -> neutral(function, in.get(0), in.get(1));
      case Op.Concatenate _ when in.size() == 1 -> in.get(0);
      default -> null;
    };
  }

  private static boolean isRepeatedNumber(Tensor x) {
    return x.op() instanceof Op.Broadcast && x.inputs().get(0).shape().rank() == 0;
  }

  private static boolean isReshapedScalar(Tensor x) {
    return x.op() instanceof Op.Reshape && x.inputs().get(0).shape().rank() == 0;
  }

  private static @Nullable Tensor neutral(BinaryFunction function, Tensor a, Tensor b) {
    return switch (function) {
      case MULTIPLY ->
          isConstant(b, 1) && fits(b, a) ? a : isConstant(a, 1) && fits(a, b) ? b : null;
      case ADD -> isConstant(b, 0) && fits(b, a) ? a : isConstant(a, 0) && fits(a, b) ? b : null;
      case SUBTRACT -> isConstant(b, 0) && fits(b, a) ? a : null;
      case DIVIDE -> isConstant(b, 1) && fits(b, a) ? a : null;
      case MAXIMUM, MINIMUM, GREATER -> null;
    };
  }

  /// Whether the result has the shape of `kept`.
  private static boolean fits(Tensor dropped, Tensor kept) {
    return dropped.shape().broadcastsTo(kept.shape());
  }

  private static boolean isConstant(Tensor tensor, double value) {
    return switch (tensor.op()) {
      case Op.Constant(double constant) -> constant == value;
      case Op.Broadcast _ -> isConstant(tensor.inputs().get(0), value);
      default -> false;
    };
  }

  /// Element-wise operations broadcast by themselves, so an explicit repetition is dropped where
  /// another input already has the full shape.
  static List<Tensor> withoutNeedlessBroadcasts(Op op, List<Tensor> in) {
    boolean elementwise = op instanceof Op.Binary || op instanceof Op.Select;
    if (!elementwise || in.stream().noneMatch(tensor -> tensor.op() instanceof Op.Broadcast)) {
      return in;
    }
    List<Tensor> result = new ArrayList<>(in);
    for (int i = 0; i < in.size(); i++) {
      if (in.get(i).op() instanceof Op.Broadcast) {
        Tensor small = in.get(i).inputs().get(0);
        Shape full = in.get(i).shape();
        boolean covered = false;
        for (int j = 0; j < result.size(); j++) {
          covered |= j != i && full.broadcastsTo(result.get(j).shape());
        }
        if (covered) {
          result.set(i, small);
        }
      }
    }
    return result;
  }
}
