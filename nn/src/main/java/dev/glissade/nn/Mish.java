package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x tanh(softplus(x))` (Misra 2019).
public record Mish() implements Layer {
  /// The layer.
  public static Mish of() {
    return new Mish();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.mish(x);
  }
}
