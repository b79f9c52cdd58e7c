package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x` above 0, `slope · x` below (Maas et al. 2013). The slope at exactly 0 is `slope`, as in
/// PyTorch; 1 in JAX.
public record LeakyRelu(double slope) implements Layer {
  /// Checks the slope.
  public LeakyRelu {
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException("LeakyRelu: slope must be finite, but got slope=" + slope);
    }
  }

  /// With `slope` 0.01.
  public static LeakyRelu of() {
    return new LeakyRelu(0.01);
  }

  /// With this `slope`.
  public static LeakyRelu of(double slope) {
    return new LeakyRelu(slope);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.leakyRelu(x, slope);
  }
}
