package dev.glissade.optim;

import dev.glissade.engine.Tensor;

/// Where ε stands in the denominator of Adam and its relatives; `s` is the average of squares and
/// `1 - Πβ₂` its correction.
public enum Epsilon {
  /// `√(s / (1 - Πβ₂)) + ε`: the paper, PyTorch, Optax.
  OUTSIDE,
  /// `(√s + ε) / √(1 - Πβ₂)`, the paper's "epsilon hat": Keras, DL4J, DJL. In the first steps it
  /// weighs more, with β₂ 0.999 31 times as much in the first.
  HAT,
  /// `√(s / (1 - Πβ₂) + ε)`: Optax' `eps_root`.
  ROOT;

  /// Adam's in a dialect.
  public static Epsilon of(Dialect dialect) {
    return switch (dialect) {
      case KERAS, DL4J, DJL -> HAT;
      case TEXTBOOK, PYTORCH, OPTAX -> OUTSIDE;
    };
  }

  Tensor denominator(Tensor s, Tensor correction, Tensor epsilon) {
    return switch (this) {
      case OUTSIDE -> Update.quotient(s, correction).squareRoot().plus(epsilon);
      case HAT -> Update.quotient(s.squareRoot().plus(epsilon), correction.squareRoot());
      case ROOT -> Update.quotient(s, correction).plus(epsilon).squareRoot();
    };
  }
}
