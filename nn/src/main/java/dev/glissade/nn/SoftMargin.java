package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// `ln(1 + e^(-t x))` for targets `t` of -1 and 1: binary cross-entropy with other targets.
public record SoftMargin() implements ElementwiseLoss {
  /// The loss.
  public static SoftMargin of() {
    return new SoftMargin();
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    return targets.times(output).negate().map(UnaryFunction.SOFTPLUS);
  }
}
