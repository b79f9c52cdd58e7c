package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.Arrays;

/// Drops whole examples with probability `rate` while training and scales the others by
/// `1 / (1 - rate)`: at the end of a residual body, the example then takes the way around (Huang et
/// al. 2016, in timm's form). Does nothing in use. The rate may change between steps.
public record DropPath(double rate) implements Layer {
  /// Checks the rate.
  public DropPath {
    Dropout.checkRate("DropPath", rate);
  }

  /// A layer that drops with probability `rate`.
  public static DropPath of(double rate) {
    return new DropPath(rate);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (!scope.isTraining()) {
      return x;
    }
    int[] perExample = new int[x.shape().rank()];
    Arrays.fill(perExample, 1);
    perExample[0] = x.shape().extent(0);
    Tensor ones = x.graph().constant(1).broadcast(Shape.of(perExample));
    return x.times(scope.dropout(ones, scope.knob("rate", rate)));
  }
}
