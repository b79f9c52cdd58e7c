package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x sigmoid(x)`, also called swish (Elfwing et al. 2018).
public record Silu() implements Layer {
  /// The layer.
  public static Silu of() {
    return new Silu();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.silu(x);
  }
}
