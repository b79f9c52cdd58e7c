package dev.glissade.engine;

/// An exponentially weighted average: `v₀ = 0; vₜ = β vₜ₋₁ + (1 - β) θₜ`. It averages over about
/// `1 / (1 - β)` values.
///
/// `fromZero` is that value, `corrected` divides by `1 - Πβ` so that the first values are not too
/// small, and `fromFirst` is the variant that starts at the first value. Where β changes over time,
/// `Πβ` is the product of those used. A value; `add` gives a new one.
public record ExponentialAverage(
    double beta, long count, double fromZero, double fromFirst, double product) {
  /// Nothing averaged yet.
  ///
  /// @throws IllegalArgumentException unless `beta` is in `[0, 1)`
  public static ExponentialAverage of(double beta) {
    return new ExponentialAverage(beta, 0, 0, 0, 1);
  }

  /// Checks β.
  public ExponentialAverage {
    if (!(beta >= 0 && beta < 1)) {
      throw new IllegalArgumentException("beta: expected 0 <= beta < 1, but got " + beta);
    }
  }

  /// The average with one more value.
  public ExponentialAverage add(double value) {
    double first = count == 0 ? value : step(fromFirst, value);
    return new ExponentialAverage(beta, count + 1, step(fromZero, value), first, product * beta);
  }

  private double step(double previous, double value) {
    return beta * previous + (1 - beta) * value;
  }

  /// `vₜ / (1 - Πβ)`; NaN before the first value.
  public double corrected() {
    return fromZero / (1 - product);
  }

  /// The same step on tensors: `β previous + (1 - β) value`.
  public static Tensor step(Tensor previous, Tensor value, Tensor beta) {
    return beta.times(previous).plus(beta.subtractedFrom(1).times(value));
  }
}
