package dev.glissade.nn;

import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// Instance normalisation (Ulyanov et al. 2016): each unit (axis 1) of each example by its own mean
/// and variance over the positions, `x [batch, units, positions…]`: `GroupNorm` with as many groups
/// as units. PyTorch's `InstanceNorm` with `affine`, without running statistics.
public record InstanceNorm(double epsilon) implements Layer {
  /// Checks ε.
  public InstanceNorm {
    LayerNorm.checkEpsilon("InstanceNorm", epsilon);
  }

  /// With ε 1e-5.
  public static InstanceNorm of() {
    return new InstanceNorm(1e-5);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (x.shape().rank() < 3) {
      throw new ShapeException(
          "instanceNorm: expected [batch, units, positions, …], but got " + x.shape());
    }
    return new GroupNorm(x.shape().extent(1), epsilon).apply(x, scope);
  }
}
