package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x hardSigmoid(x)` (Howard et al. 2019).
public record HardSwish() implements Layer {
  /// The layer.
  public static HardSwish of() {
    return new HardSwish();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.hardSwish(x);
  }
}
