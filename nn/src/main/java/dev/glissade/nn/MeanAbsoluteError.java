package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// `|output - target|`, averaged over all elements: regression that outliers do not dominate. The
/// slope at 0 is 0.
public record MeanAbsoluteError() implements ElementwiseLoss {
  /// The loss.
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError();
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    return output.minus(targets).map(UnaryFunction.ABSOLUTE);
  }
}
