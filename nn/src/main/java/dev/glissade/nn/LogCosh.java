package dev.glissade.nn;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// `ln cosh(output - target)`: near 0 the half square of the error, far away its absolute value
/// less `ln 2`; without overflow.
public record LogCosh() implements ElementwiseLoss {
  /// The loss.
  public static LogCosh of() {
    return new LogCosh();
  }

  @Override
  public Tensor values(Tensor output, Tensor targets) {
    Tensor error = output.minus(targets).map(UnaryFunction.ABSOLUTE);
    return error.plus(error.times(-2).map(UnaryFunction.SOFTPLUS)).minus(Math.log(2));
  }
}
