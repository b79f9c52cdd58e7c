package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x Φ(x)` with the exact normal distribution function (Hendrycks and Gimpel 2016); PyTorch's
/// default. `ApproximateGelu` is the tanh form.
public record Gelu() implements Layer {
  /// The layer.
  public static Gelu of() {
    return new Gelu();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.gelu(x);
  }
}
