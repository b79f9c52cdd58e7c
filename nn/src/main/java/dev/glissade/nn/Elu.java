package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x` above 0, `alpha (e^x - 1)` below (Clevert et al. 2016).
public record Elu(double alpha) implements Layer {
  /// Checks `alpha`.
  public Elu {
    if (!Double.isFinite(alpha)) {
      throw new IllegalArgumentException("Elu: alpha must be finite, but got alpha=" + alpha);
    }
  }

  /// With `alpha` 1.
  public static Elu of() {
    return new Elu(1);
  }

  /// With this `alpha`.
  public static Elu of(double alpha) {
    return new Elu(alpha);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.elu(x, alpha);
  }
}
