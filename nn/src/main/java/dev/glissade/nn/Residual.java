package dev.glissade.nn;

import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// A layer with a way around it: `y = x + f(x)` (He et al. 2016). `f` must keep the shape.
public record Residual(Layer body) implements Layer {
  /// `x + body(x)`
  public static Residual of(Layer... layers) {
    return new Residual(layers.length == 1 ? layers[0] : Sequential.of(layers));
  }

  /// The same layer, whose body is left out for an example with probability `rate` while training:
  /// stochastic depth, see `DropPath`.
  public Residual dropPath(double rate) {
    return new Residual(Sequential.of(body, DropPath.of(rate)));
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Tensor y = scope.apply("body", body, x);
    if (!y.shape().equals(x.shape())) {
      throw new ShapeException(
          "residual: expected a body that keeps " + x.shape() + ", but got " + y.shape());
    }
    return x.plus(y);
  }
}
