package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `(output - target)²`, averaged over all elements: regression with normal errors.
public record MeanSquaredError() implements ElementwiseLoss {
  /// The loss.
  public static MeanSquaredError of() {
    return new MeanSquaredError();
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    return output.minus(targets).square();
  }
}
