package dev.glissade.tune;

/// What must hold between parameters: `left <= right · factor`. It holds where one of them is
/// absent.
///
/// @param left name of a numeric parameter
/// @param factor of the right side, 1 for a plain comparison
/// @param right name of a numeric parameter
public record Constraint(String left, double factor, String right) {
  /// Whether a configuration keeps to it.
  public boolean holds(Configuration configuration) {
    return !configuration.has(left)
        || !configuration.has(right)
        || configuration.real(left) <= factor * configuration.real(right);
  }
}
