package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `1 / (1 + e^-x)`.
public record Sigmoid() implements Layer {
  /// The layer.
  public static Sigmoid of() {
    return new Sigmoid();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.sigmoid(x);
  }
}
