package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// `x` above 0, `slope · x` below with a learned slope (He et al. 2015): one for all, or one for
/// each unit (axis 1).
///
/// The slope has the role of a gain, so that it is not decayed, as He et al. advise. The slope at
/// exactly 0 is the learned one, as in PyTorch. Keras starts at 0 and learns one slope for each
/// element.
public record PRelu(double initial, boolean isPerUnit) implements Layer {
  /// Checks the first slope.
  public PRelu {
    if (!Double.isFinite(initial)) {
      throw new IllegalArgumentException(
          "PRelu: initial must be finite, but got initial=" + initial);
    }
  }

  /// One slope, 0.25 at first.
  public static PRelu of() {
    return new PRelu(0.25, false);
  }

  /// One slope for each unit, 0.25 at first.
  public static PRelu perUnit() {
    return new PRelu(0.25, true);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (isPerUnit && x.shape().rank() < 2) {
      throw new ShapeException("prelu: expected [batch, units, …], but got " + x.shape());
    }
    Shape shape = Shape.of(isPerUnit ? x.shape().extent(1) : 1);
    Tensor slope = scope.parameter("slope", shape, Role.GAIN, new Initializer.Constant(initial));
    return x.select(x, x.times(isPerUnit ? Functions.perUnit(slope, x) : slope));
  }
}
