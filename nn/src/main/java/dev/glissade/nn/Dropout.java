package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// Sets elements to zero with probability `rate` while training and scales the others by
/// `1 / (1 - rate)`; does nothing in use (Srivastava et al. 2014). The mask is a function of seed,
/// path and step, so training can be repeated to the bit. The rate may change between steps.
public record Dropout(double rate) implements Layer {
  /// Checks the rate.
  public Dropout {
    checkRate("Dropout", rate);
  }

  static void checkRate(String layer, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(layer + ": expected 0 <= rate < 1, but got rate=" + rate);
    }
  }

  /// A layer that drops with probability `rate`.
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return scope.isTraining() ? scope.dropout(x, scope.knob("rate", rate)) : x;
  }
}
