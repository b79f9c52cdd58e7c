package dev.glissade.tune;

/// A value that follows from another one and does not vary by itself: `name = factor · from`, such
/// as a second layer half as wide as the first. It is absent where `from` is absent.
///
/// Of a whole number it is a whole number, rounded, and not below 1 unless that one is.
///
/// @param factor a finite number
/// @param from name of a numeric parameter, or of a value that was derived before
public record Derived(String name, double factor, String from) {
  /// Checks the factor.
  public Derived {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException(
          name + ": expected a finite factor of " + from + ", but got " + factor);
    }
  }

  /// The value that follows.
  ///
  /// @throws IllegalArgumentException if `origin` is a word
  public Value value(Value origin) {
    return switch (origin) {
      case Value.Real(double number) -> Value.of(factor * number);
      case Value.Whole(long number) ->
          Value.of(Math.max(Math.min(1, number), Math.round(factor * number)));
      case Value.Word word ->
          throw new IllegalArgumentException(
              name + ": expected " + from + " to be a number, but got " + word);
    };
  }
}
