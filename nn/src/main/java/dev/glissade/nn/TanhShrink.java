package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `x - tanh x`.
public record TanhShrink() implements Layer {
  /// The layer.
  public static TanhShrink of() {
    return new TanhShrink();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.tanhShrink(x);
  }
}
