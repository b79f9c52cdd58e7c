package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x / (1 + |x|)` (Bergstra et al. 2009).
public record Softsign() implements Layer {
  /// The layer.
  public static Softsign of() {
    return new Softsign();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.softsign(x);
  }
}
