package dev.glissade.train.golden;

import dev.glissade.optim.Optimizer;

/// An optimiser as a file describes it. `decay` is what is multiplied with the parameters and added
/// to the gradient (L2 regularisation, torch's `weight_decay`), for matrices, and with
/// `isDecayOfVectors` for vectors too. There is one step for every `accumulated` gradients, which
/// are
/// the examples of its batch.
record Descent(Optimizer optimizer, double decay, boolean isDecayOfVectors, int accumulated) {
  Descent(Optimizer optimizer, double decay, boolean isDecayOfVectors) {
    this(optimizer, decay, isDecayOfVectors, 1);
  }

  Descent accumulating(int gradients) {
    return new Descent(optimizer, decay, isDecayOfVectors, gradients);
  }

  static Descent of(Optimizer optimizer) {
    return new Descent(optimizer, 0, false);
  }

  /// All tensors in one block, so that what looks at single tensors must tell them apart.
  static Descent together(Optimizer optimizer) {
    return new Descent(optimizer, 0, true);
  }
}
