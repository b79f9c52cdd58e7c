package dev.glissade.nn;

import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// A gated linear unit (Dauphin et al. 2017): `y = a · gate(b)`, where `a` and `b` are the first
/// and the second half of the last axis: `x [batch, …, 2 n] -> y [batch, …, n]`.
///
/// The gate is a sigmoid, as in PyTorch; with SiLU or GELU it is SwiGLU or GEGLU (Shazeer 2020).
public record Glu(Layer gate) implements Layer {
  /// With a sigmoid.
  public static Glu of() {
    return new Glu(Sigmoid.of());
  }

  /// With another gate, which must keep the shape.
  public static Glu of(Layer gate) {
    return new Glu(gate);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    int last = x.shape().rank() - 1;
    if (last < 1 || x.shape().extent(-1) % 2 != 0) {
      throw new ShapeException("glu: expected [batch, …, an even number], but got " + x.shape());
    }
    int half = x.shape().extent(-1) / 2;
    Tensor open = scope.apply("gate", gate, x.slice(last, half, 2 * half));
    return x.slice(last, 0, half).times(open);
  }
}
