package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Cross-entropy of independent yes-no answers from logits, element by element:
/// `L = (1 - y) z + (1 + (p - 1) y) softplus(-z)` with the weight `p` of the positive answers (1 by
/// default).
///
/// Targets have the shape of the output and lie in `[0, 1]`. `weights` multiply the elements. Both
/// lists are empty or are repeated over the batch. Logits of ±1e4 are safe. PyTorch:
/// `binary_cross_entropy_with_logits`.
public record BinaryCrossEntropy(
    double smoothing, List<Double> positiveWeights, List<Double> weights) implements Loss {
  /// Copies the lists.
  public BinaryCrossEntropy {
    positiveWeights = List.copyOf(positiveWeights);
    weights = List.copyOf(weights);
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "BinaryCrossEntropy: expected 0 <= smoothing < 1, but got smoothing=" + smoothing);
    }
  }

  /// Without weights and smoothing.
  public static BinaryCrossEntropy of() {
    return new BinaryCrossEntropy(0, List.of(), List.of());
  }

  @Override
  public Shape targets(Shape output) {
    return output;
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkEqualShapes("binaryCrossEntropy", output, targets);
    Tensor y = targets.times(1 - smoothing).plus(smoothing / 2);
    Tensor logOfNo = output.negate().map(UnaryFunction.SOFTPLUS);
    Tensor losses;
    if (positiveWeights.isEmpty()) {
      losses = output.map(UnaryFunction.SOFTPLUS).minus(output.times(y));
    } else {
      Tensor extra = literal(output, positiveWeights).minus(1).times(y).plus(1);
      losses = y.subtractedFrom(1).times(output).plus(extra.times(logOfNo));
    }
    Tensor weighted = weights.isEmpty() ? losses : losses.times(literal(output, weights));
    return Loss.reduce(weighted, reduction);
  }

  private static Tensor literal(Tensor output, List<Double> values) {
    Shape shape = values.size() == output.shape().size() ? output.shape() : Shape.of(values.size());
    return output.graph().literal(shape, values);
  }
}
