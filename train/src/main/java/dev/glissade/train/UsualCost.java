package dev.glissade.train;

/// The exponentially weighted average of costs, corrected for its beginning: `sum ← β sum + (1 - β)
/// cost; weight ← β weight + (1 - β)`, read as `sum / weight`.
public record UsualCost(double sum, double weight) {
  /// Before the first step.
  static final UsualCost NONE = new UsualCost(0, 0);

  UsualCost next(double cost, int window) {
    double beta = 1 - 1.0 / window;
    return new UsualCost(beta * sum + (1 - beta) * cost, beta * weight + (1 - beta));
  }

  boolean isKnown() {
    return weight > 0;
  }

  double value() {
    return sum / weight;
  }
}
