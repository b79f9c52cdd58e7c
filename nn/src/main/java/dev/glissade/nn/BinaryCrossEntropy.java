package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;
import java.util.Map;

/// Cross-entropy of independent yes-no answers from logits, element by element:
/// `L = (1 - y) z + (1 + (p - 1) y) softplus(-z)` with the weight `p` of the positive answers (1 by
/// default).
///
/// Targets have the shape of the output and lie in `[0, 1]`. `weights` multiply the elements. Both
/// lists are empty or are repeated over the batch. Logits of ±1e4 are safe. PyTorch:
/// `binary_cross_entropy_with_logits`.
public record BinaryCrossEntropy(
    double smoothing, List<Double> positiveWeights, List<Double> weights)
    implements ElementwiseLoss {
  /// Copies the lists.
  public BinaryCrossEntropy {
    positiveWeights = List.copyOf(positiveWeights);
    weights = List.copyOf(weights);
    Losses.checkSmoothing("BinaryCrossEntropy", smoothing);
  }

  /// Without weights and smoothing.
  public static BinaryCrossEntropy of() {
    return new BinaryCrossEntropy(0, List.of(), List.of());
  }

  @Override
  public Map<String, Double> knobs() {
    return Losses.smoothingKnob(smoothing);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    Tensor y = smoothing == 0 ? targets : smoothed(targets);
    Tensor logOfNo = output.negate().map(UnaryFunction.SOFTPLUS);
    Tensor losses;
    if (positiveWeights.isEmpty()) {
      losses = output.map(UnaryFunction.SOFTPLUS).minus(output.times(y));
    } else {
      Tensor extra = literal(output, positiveWeights).minus(1).times(y).plus(1);
      losses = y.subtractedFrom(1).times(output).plus(extra.times(logOfNo));
    }
    return weights.isEmpty() ? losses : losses.times(literal(output, weights));
  }

  private static Tensor smoothed(Tensor targets) {
    Tensor share = Losses.smoothing(targets);
    return targets.times(share.subtractedFrom(1)).plus(share.times(0.5));
  }

  private static Tensor literal(Tensor output, List<Double> values) {
    Shape shape = values.size() == output.shape().size() ? output.shape() : Shape.of(values.size());
    return output.graph().literal(shape, values);
  }
}
