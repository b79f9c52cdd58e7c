package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// A dense layer whose weights are dropped instead of its outputs (Wan et al. 2013): while
/// training, each element of `W` is zero with probability `rate`, the others are scaled by `1 / (1
/// - rate)`, so the mean of the output stays. One mask for the whole batch; the paper draws one for
/// each example and approximates the mean in use, where here `W` itself is the mean. The bias is
/// kept.
public record DropConnect(Dense dense, double rate) implements Layer {
  /// Checks the rate.
  public DropConnect {
    Dropout.checkRate("DropConnect", rate);
  }

  /// `dense` with weights dropped with probability `rate`.
  public static DropConnect of(Dense dense, double rate) {
    return new DropConnect(dense, rate);
  }

  @Override
  public Layer beforeNormalization() {
    return new DropConnect(dense.withoutBias(), rate);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return dense.apply(
        x,
        scope,
        weight -> scope.isTraining() ? scope.dropout(weight, scope.knob("rate", rate)) : weight);
  }
}
