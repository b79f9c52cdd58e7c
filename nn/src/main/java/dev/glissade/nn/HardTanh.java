package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `min(max(x, -1), 1)` (Collobert 2004). The slope at exactly ±1 is 0, as in PyTorch.
public record HardTanh() implements Layer {
  /// The layer.
  public static HardTanh of() {
    return new HardTanh();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.hardTanh(x);
  }
}
