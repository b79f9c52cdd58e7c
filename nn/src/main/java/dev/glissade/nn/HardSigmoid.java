package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `min(max(x + 3, 0), 6) / 6`: a sigmoid of straight lines (Courbariaux et al. 2015, with the
/// slope of Howard et al. 2019), as in PyTorch and Keras 3. The slope at exactly ±3 is 0.
public record HardSigmoid() implements Layer {
  /// The layer.
  public static HardSigmoid of() {
    return new HardSigmoid();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.hardSigmoid(x);
  }
}
