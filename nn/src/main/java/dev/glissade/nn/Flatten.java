package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// All axes but the first made into one: `x [batch, …] -> y [batch, elements]`.
public record Flatten() implements Layer {
  /// The layer.
  public static Flatten of() {
    return new Flatten();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return x.reshape(Shape.of(x.shape().extent(0), x.shape().tail().size()));
  }
}
