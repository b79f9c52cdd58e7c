package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// Adds normal numbers of mean 0 and the given deviation while training (Bishop 1995): on inputs it
/// acts like Tikhonov regularisation. Does nothing in use. The noise is a function of seed, path,
/// step and element, so training can be repeated to the bit; the deviation may change between
/// steps.
public record GaussianNoise(double deviation) implements Layer {
  /// Checks the deviation.
  public GaussianNoise {
    if (!(deviation >= 0 && deviation <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "GaussianNoise: deviation must be at least 0 and finite, but got deviation=" + deviation);
    }
  }

  /// A layer that adds noise of this deviation.
  public static GaussianNoise of(double deviation) {
    return new GaussianNoise(deviation);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return scope.isTraining()
        ? x.plus(scope.normal("noise", x.shape()).times(scope.knob("deviation", deviation)))
        : x;
  }
}
