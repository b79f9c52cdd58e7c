package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.Arrays;

/// Layer normalisation (Ba et al. 2016): `y = γ (x - μ) / √(σ² + ε) + β` with the mean and the
/// biased variance of each example over the last `axes` axes: `x [batch, …] -> y [batch, …]`, `γ`
/// and `β` of the shape of these axes.
///
/// Nothing depends on the other examples, so training and use are the same, also for a batch of
/// one. ε is 1e-5, as in PyTorch; Keras has 1e-3.
public record LayerNorm(int axes, double epsilon, boolean hasGain, boolean hasShift)
    implements Layer {
  /// Checks axes and ε.
  public LayerNorm {
    if (axes < 1) {
      throw new IllegalArgumentException("LayerNorm: axes must be positive, but got axes=" + axes);
    }
    checkEpsilon("LayerNorm", epsilon);
  }

  /// Over the last axis, with gain and shift and ε 1e-5.
  public static LayerNorm of() {
    return new LayerNorm(1, 1e-5, true, true);
  }

  /// The same layer with another ε.
  public LayerNorm withEpsilon(double other) {
    return new LayerNorm(axes, other, hasGain, hasShift);
  }

  /// The same layer over more axes.
  public LayerNorm over(int lastAxes) {
    return new LayerNorm(lastAxes, epsilon, hasGain, hasShift);
  }

  /// The same layer without gain and shift.
  public LayerNorm plain() {
    return new LayerNorm(axes, epsilon, false, false);
  }

  /// ε keeps a row of equal values from a division by zero.
  static void checkEpsilon(String layer, double epsilon) {
    if (!(epsilon > 0 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          layer + ": epsilon must be positive and finite, but got epsilon=" + epsilon);
    }
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    int rank = x.shape().rank();
    if (rank <= axes) {
      throw new ShapeException(
          "layerNorm: expected a batch with at least %d more axes, but got %s"
              .formatted(axes, x.shape()));
    }
    Shape one = Shape.of(Arrays.copyOfRange(x.shape().extents(), rank - axes, rank));
    Tensor y = Functions.standardize(x, x.shape().size(0, rank - axes), epsilon);
    if (hasGain) {
      y = y.times(scope.parameter("gamma", one, Role.GAIN, Initializer.ones()));
    }
    return hasShift ? y.plus(scope.parameter("beta", one, Role.SHIFT, Initializer.zeros())) : y;
  }
}
