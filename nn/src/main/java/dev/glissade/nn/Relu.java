package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `max(x, 0)` (Nair and Hinton 2010). The slope at 0 is 0.
public record Relu() implements Layer {
  /// The layer.
  public static Relu of() {
    return new Relu();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.relu(x);
  }
}
