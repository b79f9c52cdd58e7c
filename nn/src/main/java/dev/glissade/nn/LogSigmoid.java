package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// `ln(1 / (1 + e^-x))`, without overflow.
public record LogSigmoid() implements Layer {
  /// The layer.
  public static LogSigmoid of() {
    return new LogSigmoid();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return Functions.logSigmoid(x);
  }
}
