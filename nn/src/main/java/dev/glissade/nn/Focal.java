package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// Binary cross-entropy from logits that turns to what is still wrong (Lin et al. 2017): `α_t (1 -
/// p_t)^γ · crossEntropy`, where `p_t` is the probability of the target, `α_t` is `alpha` for
/// positive and `1 - alpha` for negative targets. Element by element; targets lie in `[0, 1]`.
///
/// An `alpha` below 0 leaves the weights out. `γ = 0` without weights is `BinaryCrossEntropy`.
/// torchvision: `sigmoid_focal_loss`; Keras: `BinaryFocalCrossentropy`, whose weights are off by
/// default.
public record Focal(double alpha, double gamma) implements ElementwiseLoss {
  /// Checks α and γ.
  public Focal {
    if (!(alpha <= 1)) {
      throw new IllegalArgumentException("Focal: alpha must be at most 1, but got alpha=" + alpha);
    }
    if (!(gamma >= 0 && gamma <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Focal: gamma must be at least 0 and finite, but got gamma=" + gamma);
    }
  }

  /// With the paper's `alpha` 0.25 and `gamma` 2.
  public static Focal of() {
    return new Focal(0.25, 2);
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    Tensor no = targets.subtractedFrom(1);
    Tensor entropy = no.times(output).plus(output.negate().map(UnaryFunction.SOFTPLUS));
    Tensor wrong =
        Functions.sigmoid(output).times(no).plus(Functions.sigmoid(output.negate()).times(targets));
    Tensor focused = entropy.times(power(wrong));
    return alpha < 0 ? focused : focused.times(targets.times(alpha).plus(no.times(1 - alpha)));
  }

  private Tensor power(Tensor wrong) {
    if (gamma == 0) {
      return wrong.graph().constant(1);
    }
    if (gamma == 1) {
      return wrong;
    }
    return gamma == 2
        ? wrong.square()
        : Losses.safeLogarithm(wrong).times(gamma).map(UnaryFunction.EXPONENTIAL);
  }
}
