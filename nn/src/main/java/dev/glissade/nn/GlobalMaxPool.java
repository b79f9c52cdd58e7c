package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// The largest element of each channel: `x [batch, channels, height, width] -> y [batch,
/// channels]`. Equal maxima share the gradient.
public record GlobalMaxPool() implements Layer {
  /// The layer.
  public static GlobalMaxPool of() {
    return new GlobalMaxPool();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Windows.checkImages("globalMaxPool", x);
    return GlobalAveragePool.flat(x).max(2);
  }
}
