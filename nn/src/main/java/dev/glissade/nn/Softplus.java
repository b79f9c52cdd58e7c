package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `ln(1 + e^(beta x)) / beta` (Dugas et al. 2001). PyTorch returns `x` itself where `beta x > 20`;
/// the difference is below 1e-8.
public record Softplus(double beta) implements Layer {
  /// Checks β.
  public Softplus {
    if (!(beta > 0 && beta <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Softplus: beta must be positive and finite, but got beta=" + beta);
    }
  }

  /// With `beta` 1.
  public static Softplus of() {
    return new Softplus(1);
  }

  /// With this `beta`.
  public static Softplus of(double beta) {
    return new Softplus(beta);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.softplus(x, beta);
  }
}
