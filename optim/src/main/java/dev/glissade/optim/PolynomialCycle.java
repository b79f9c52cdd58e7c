package dev.glissade.optim;

/// Keras' polynomial decay with `cycle`: whenever `length` is over, the decay goes on over the next
/// multiple of it, `low + (high - low) · (1 - t / (length · ⌈t / length⌉))^exponent`.
public record PolynomialCycle(double high, double low, double exponent, Span length)
    implements Schedule {
  /// Checks the numbers.
  public PolynomialCycle {
    Ranges.requireFinite("polynomialCycle", "high", high);
    Ranges.requireFinite("polynomialCycle", "low", low);
    Ranges.requirePositive("polynomialCycle", "exponent", exponent);
    Ranges.requirePositive("polynomialCycle", "length", length.length());
  }

  @Override
  public double at(Clock clock) {
    double passed = length.passed(clock);
    double multiple = Math.max(1, Math.ceil(passed));
    return low + (high - low) * Math.pow(1 - passed / multiple, exponent);
  }
}
