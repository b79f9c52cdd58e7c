package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `1.0507 · elu(x, 1.6733)`: keeps mean 0 and variance 1 with LeCun's weights (Klambauer et al.
/// 2017).
public record Selu() implements Layer {
  /// The layer.
  public static Selu of() {
    return new Selu();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.selu(x);
  }
}
