package dev.glissade.nn;

import dev.glissade.engine.Tensor;

/// Dropout for SELU networks (Klambauer et al. 2017): with probability `rate` an element becomes
/// `α' = -1.0507 · 1.6733`, the value far below, and all elements go through `a x + b` so that
/// inputs of mean 0 and variance 1 keep both: `a = (q + α'² q (1 - q))^-½`, `b = -a (1 - q) α'`
/// with `q = 1 - rate`. Does nothing in use. The rate may change between steps.
public record AlphaDropout(double rate) implements Layer {
  private static final double SATURATED = -1.7580993408473766;

  /// Checks the rate.
  public AlphaDropout {
    Dropout.checkRate("AlphaDropout", rate);
  }

  /// A layer that drops with probability `rate`.
  public static AlphaDropout of(double rate) {
    return new AlphaDropout(rate);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (!scope.isTraining()) {
      return x;
    }
    Tensor now = scope.knob("rate", rate);
    Tensor isKept = scope.dropout(x.graph().constant(1).broadcast(x.shape()), now);
    Tensor keep = now.subtractedFrom(1);
    Tensor variance = keep.plus(keep.times(now).times(SATURATED * SATURATED));
    Tensor a = x.graph().constant(1).dividedBy(variance.squareRoot());
    Tensor b = a.times(now).times(-SATURATED);
    return isKept.select(x, x.graph().constant(SATURATED)).times(a).plus(b);
  }
}
