package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x / 2 (1 + tanh(√(2/π) (x + 0.044715 x³)))`: the tanh form of GELU (Hendrycks and Gimpel 2016);
/// JAX' default.
public record ApproximateGelu() implements Layer {
  /// The layer.
  public static ApproximateGelu of() {
    return new ApproximateGelu();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.approximateGelu(x);
  }
}
