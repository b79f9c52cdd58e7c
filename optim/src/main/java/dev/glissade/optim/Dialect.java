package dev.glissade.optim;

import java.util.Locale;

/// Whose convention an optimiser's name stands for, where frameworks mean different things by it.
public enum Dialect {
  /// Momentum and averages weigh the gradient by `1 - β`; RMSProp's ε is inside the root, Adam's
  /// outside.
  TEXTBOOK,
  /// Momentum adds the whole gradient; every ε is outside the root; clipping adds 1e-6 to the norm.
  PYTORCH,
  /// The learning rate is inside of the velocity; Adam's ε is added to the root of the average that
  /// is not corrected ("epsilon hat"); RMSProp's is inside the root.
  KERAS,
  /// Momentum adds the whole gradient; RMSProp's ε is inside the root, Adam's outside.
  OPTAX,
  /// Deeplearning4j: as Keras, but RMSProp's ε is outside of the root, AdaGrad begins with ε, and
  /// NAdam does not correct the average of squares. Its quirk that a learning rate of 0 counts as ε
  /// is left out.
  DL4J,
  /// Deep Java Library on its PyTorch engine: the learning rate is inside of the velocity; Adam's ε
  /// is "epsilon hat". It has momentum, Adam and AdamW only.
  DJL;

  /// The name in settings, for example `textbook`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
