package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.Map;

/// `-Σⱼ tⱼ ln pⱼ` from probabilities, for models that end in a softmax of their own: outputs and
/// targets `[batch, …, classes]`. Each row is divided by its sum and held to `[ε, 1 - ε]`, beyond
/// which there is no slope, so what is very wrong does not learn; `SoftmaxCrossEntropy` from logits
/// has no such limit. Keras: `CategoricalCrossentropy` with ε 1e-7.
public record ProbabilityCrossEntropy(double smoothing, double epsilon) implements Loss {
  /// Checks smoothing and ε.
  public ProbabilityCrossEntropy {
    Losses.checkSmoothing("ProbabilityCrossEntropy", smoothing);
    if (!(epsilon > 0 && epsilon < 0.5)) {
      throw new IllegalArgumentException(
          "ProbabilityCrossEntropy: expected 0 < epsilon < 0.5, but got epsilon=" + epsilon);
    }
  }

  /// Without smoothing, ε 1e-7.
  public static ProbabilityCrossEntropy of() {
    return new ProbabilityCrossEntropy(0, 1e-7);
  }

  @Override
  public Shape targets(Shape output) {
    return output;
  }

  @Override
  public Map<String, Double> knobs() {
    return Losses.smoothingKnob(smoothing);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkTargets(this, output, targets);
    Tensor p = output.dividedBy(Losses.keptRowSum(output));
    Tensor held = p.maximum(epsilon).minimum(1 - epsilon);
    Tensor t = smoothing == 0 ? targets : smoothed(targets);
    return Loss.reduce(
        Losses.rowSum(t.times(held.map(UnaryFunction.LOGARITHM))).negate(), reduction);
  }

  private static Tensor smoothed(Tensor targets) {
    Tensor share = Losses.smoothing(targets);
    return targets.times(share.subtractedFrom(1)).plus(share.dividedBy(targets.shape().extent(-1)));
  }
}
