package dev.glissade.nn;

import java.util.Locale;

/// What a parameter is for. L2 regularisation and weight decay apply to weights only; parameters of
/// one role lie together in the state.
public enum Role {
  /// A matrix that multiplies inputs.
  WEIGHT,
  /// A vector that is added after a product.
  BIAS,
  /// γ of a normalisation.
  GAIN,
  /// β of a normalisation.
  SHIFT;

  /// The name in the state, for example `weight`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
