package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `min(max(x, 0), 6)` (Krizhevsky 2010). The slope at exactly 0 and 6 is 0, as in PyTorch.
public record Relu6() implements Layer {
  /// The layer.
  public static Relu6 of() {
    return new Relu6();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.relu6(x);
  }
}
