package dev.glissade.tune;

/// The value of one hyper-parameter: a real number, a whole number or a word.
public sealed interface Value {
  /// A real number, never NaN or infinite.
  record Real(double number) implements Value {
    /// Checks that the number is finite.
    public Real {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("value: expected a finite number, but got " + number);
      }
    }

    @Override
    public String toString() {
      return Double.toString(number);
    }
  }

  /// A whole number.
  record Whole(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /// A word, one of the choices of a `Param.Choice` or `Param.Ordinal`.
  record Word(String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /// A real number.
  static Value of(double number) {
    return new Real(number);
  }

  /// A whole number.
  static Value of(long number) {
    return new Whole(number);
  }

  /// A word.
  static Value of(String text) {
    return new Word(text);
  }
}
