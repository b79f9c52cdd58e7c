package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// Root mean square normalisation (Zhang and Sennrich 2019): `y = γ x / √(mean(x²) + ε)` over the
/// last axis: `x [batch, …, units] -> y [batch, …, units]`, `γ [units]`; no mean is subtracted and
/// nothing is shifted.
///
/// ε is 1e-6, as in Keras; PyTorch's default is the smallest step of the type above 1.
public record RmsNorm(double epsilon) implements Layer {
  /// Checks ε.
  public RmsNorm {
    LayerNorm.checkEpsilon("RmsNorm", epsilon);
  }

  /// With ε 1e-6.
  public static RmsNorm of() {
    return new RmsNorm(1e-6);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    int last = x.shape().rank() - 1;
    if (last < 1) {
      throw new ShapeException("rmsNorm: expected [batch, …, units], but got " + x.shape());
    }
    int units = x.shape().extent(-1);
    Tensor gamma = scope.parameter("gamma", Shape.of(units), Role.GAIN, Initializer.ones());
    Tensor mean = x.square().sum(last).dividedBy(units);
    Tensor root = mean.plus(epsilon).squareRoot().reshape(x.shape().with(last, 1));
    return x.dividedBy(root).times(gamma);
  }
}
