package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// Group normalisation (Wu and He 2018): `y = γ (x - μ) / √(σ² + ε) + β` with the mean and the
/// biased variance of each example over each of `groups` groups of neighbouring units (axis 1) and
/// all positions: `x [batch, units, …] -> y [batch, units, …]`, `γ` and `β` `[units]`.
///
/// One group is layer normalisation with a gain for each unit; as many groups as units is instance
/// normalisation, see `InstanceNorm`. ε is 1e-5, as in PyTorch; Keras has 1e-3 and the units on the
/// last axis.
public record GroupNorm(int groups, double epsilon) implements Layer {
  /// Checks groups and ε.
  public GroupNorm {
    if (groups < 1) {
      throw new IllegalArgumentException(
          "GroupNorm: groups must be positive, but got groups=" + groups);
    }
    LayerNorm.checkEpsilon("GroupNorm", epsilon);
  }

  /// With ε 1e-5.
  public static GroupNorm of(int groups) {
    return new GroupNorm(groups, 1e-5);
  }

  /// The same layer with another ε.
  public GroupNorm withEpsilon(double other) {
    return new GroupNorm(groups, other);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (x.shape().rank() < 2 || x.shape().extent(1) % groups != 0) {
      throw new ShapeException(
          "groupNorm: expected [batch, a multiple of %d units, …], but got %s"
              .formatted(groups, x.shape()));
    }
    Shape units = Shape.of(x.shape().extent(1));
    Tensor gamma = scope.parameter("gamma", units, Role.GAIN, Initializer.ones());
    Tensor beta = scope.parameter("beta", units, Role.SHIFT, Initializer.zeros());
    Tensor y = Functions.standardize(x, x.shape().extent(0) * groups, epsilon);
    return y.times(Functions.perUnit(gamma, x)).plus(Functions.perUnit(beta, x));
  }
}
