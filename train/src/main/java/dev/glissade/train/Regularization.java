package dev.glissade.train;

/// What keeps a network from learning its training part by heart, beside layers and optimiser: `J =
/// mean loss + λ₂ / (2 m) Σ W² + λ₁ / m Σ |W|` over weights, and mixed examples. `m` is the number
/// of examples of the step's batch, not of the data set, so half the batch doubles the penalty;
/// both together are the elastic net (Zou and Hastie 2005).
///
/// @param l2 λ₂, the knob `l2`
/// @param l1 λ₁, the knob `l1`; the slope of `|W|` at 0 is 0
/// @param mixing what is made of the examples of a batch
public record Regularization(double l2, double l1, Mixing mixing) {
  /// Nothing.
  public static final Regularization NONE = new Regularization(0, 0, new Mixing.None());

  /// Checks λ₁ and λ₂.
  public Regularization {
    check("l2", l2);
    check("l1", l1);
  }

  private static void check(String name, double lambda) {
    if (!(lambda >= 0 && lambda <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name + ": expected a finite number of at least 0, but got " + lambda);
    }
  }

  /// Whether the cost is more than the loss.
  boolean isPenalty() {
    return l2 > 0 || l1 > 0;
  }

  /// With another λ₂.
  public Regularization withL2(double lambda) {
    return new Regularization(lambda, l1, mixing);
  }

  /// With another λ₁.
  public Regularization withL1(double lambda) {
    return new Regularization(l2, lambda, mixing);
  }

  /// With mixed examples.
  public Regularization withMixing(Mixing other) {
    return new Regularization(l2, l1, other);
  }
}
