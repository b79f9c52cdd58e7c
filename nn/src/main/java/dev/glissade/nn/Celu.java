package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x` above 0, `alpha (e^(x / alpha) - 1)` below: an ELU whose slope is continuous for every
/// `alpha` (Barron 2017).
public record Celu(double alpha) implements Layer {
  /// Checks `alpha`.
  public Celu {
    if (!(alpha > 0 && alpha <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Celu: alpha must be positive and finite, but got alpha=" + alpha);
    }
  }

  /// With `alpha` 1.
  public static Celu of() {
    return new Celu(1);
  }

  /// With this `alpha`.
  public static Celu of(double alpha) {
    return new Celu(alpha);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.celu(x, alpha);
  }
}
