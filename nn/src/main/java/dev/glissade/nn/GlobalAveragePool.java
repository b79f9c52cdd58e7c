package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// The mean of each channel over all positions: `x [batch, channels, height, width] -> y [batch,
/// channels]` (Lin et al. 2014).
public record GlobalAveragePool() implements Layer {
  /// The layer.
  public static GlobalAveragePool of() {
    return new GlobalAveragePool();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Windows.checkImages("globalAveragePool", x);
    Tensor flat = flat(x);
    return flat.sum(2).dividedBy(flat.shape().extent(2));
  }

  /// `[batch, channels, positions]`
  static Tensor flat(Tensor x) {
    int channels = x.shape().extent(1);
    int positions = x.shape().size(2, 4);
    return x.reshape(Shape.of(x.shape().extent(0), channels, positions));
  }
}
