package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.Map;

/// What losses share.
final class Losses {
  private static final String SMOOTHING = "label-smoothing";

  private Losses() {}

  /// Complains about targets that do not fit the output.
  static void checkTargets(Loss loss, Tensor output, Tensor targets) {
    Shape expected = loss.targets(output.shape());
    if (!targets.shape().equals(expected)) {
      throw new ShapeException(
          "%s: expected targets of shape %s, but got %s"
              .formatted(loss.label(), expected, targets.shape()));
    }
  }

  /// Class indices `[batch, …]` as rows with a single 1, like the output `[batch, …, classes]`.
  static Tensor oneHot(Loss loss, Tensor output, Tensor targets) {
    checkTargets(loss, output, targets);
    return output.graph().add(new Op.OneHot(output.shape().extent(-1)), targets);
  }

  /// The shape of class indices for outputs `[batch, …, classes]`.
  static Shape indices(Shape output) {
    return output.without(output.rank() - 1);
  }

  /// Part `index` of `parts` equal parts of the last axis.
  static Tensor part(String loss, Tensor output, int index, int parts) {
    int last = output.shape().rank() - 1;
    int extent = last < 0 ? 0 : output.shape().extent(-1);
    if (last < 1 || extent % parts != 0) {
      throw new ShapeException(
          "%s: expected [batch, …, a multiple of %d], but got %s"
              .formatted(loss, parts, output.shape()));
    }
    int size = extent / parts;
    return output.slice(last, index * size, (index + 1) * size);
  }

  /// `max(x, 0)` with the slope 1 at 0, as PyTorch's `clamp` and TensorFlow's `maximum` have it;
  /// NaN stays.
  static Tensor positivePart(Tensor x) {
    return x.negate().select(x.graph().constant(0), x);
  }

  /// `ln x` where `x` is positive; the logarithm of the smallest normal float, with slope 0, where
  /// it is not.
  static Tensor safeLogarithm(Tensor x) {
    return x.maximum(Float.MIN_NORMAL).map(UnaryFunction.LOGARITHM);
  }

  /// The sum over the last axis.
  static Tensor rowSum(Tensor x) {
    return x.sum(x.shape().rank() - 1);
  }

  /// The sum over the last axis, kept as an axis of extent 1.
  static Tensor keptRowSum(Tensor x) {
    return rowSum(x).reshape(x.shape().with(x.shape().rank() - 1, 1));
  }

  /// The share of smoothed targets that goes to all classes: a knob, so that a schedule may drive
  /// it.
  static Tensor smoothing(Tensor targets) {
    return targets.graph().scalar(SMOOTHING);
  }

  /// The knob of a loss that smooths by `usual`, if it does.
  static Map<String, Double> smoothingKnob(double usual) {
    return usual > 0 ? Map.of(SMOOTHING, usual) : Map.of();
  }

  static void checkSmoothing(String loss, double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "%s: expected 0 <= smoothing < 1, but got smoothing=%s".formatted(loss, smoothing));
    }
  }

  static void checkPower(String loss, int power) {
    if (power != 1 && power != 2) {
      throw new IllegalArgumentException(
          "%s: power must be 1 or 2, but got power=%d".formatted(loss, power));
    }
  }

  static void checkMargin(String loss, double margin) {
    if (!Double.isFinite(margin)) {
      throw new IllegalArgumentException(
          "%s: margin must be finite, but got margin=%s".formatted(loss, margin));
    }
  }

  static void checkPositive(String loss, String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s: %s must be positive and finite, but got %s=%s".formatted(loss, name, name, value));
    }
  }
}
