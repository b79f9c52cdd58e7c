package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `tanh x`.
public record Tanh() implements Layer {
  /// The layer.
  public static Tanh of() {
    return new Tanh();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.tanh(x);
  }
}
