package dev.glissade.train.golden;

import dev.glissade.optim.Optimizer;

/// An optimiser as a file describes it. `decay` is what is multiplied with the parameters and
/// added to the gradient (L2 regularisation, torch's `weight_decay`), for matrices, and with
/// `isDecayOfVectors` for vectors too. `parts` gradients together are that of one step.
record Descent(Optimizer optimizer, double decay, boolean isDecayOfVectors, int parts) {
  Descent(Optimizer optimizer, double decay, boolean isDecayOfVectors) {
    this(optimizer, decay, isDecayOfVectors, 1);
  }

  static Descent of(Optimizer optimizer) {
    return new Descent(optimizer, 0, false);
  }

  /// All tensors in one block, so that what looks at single tensors must tell them apart.
  static Descent together(Optimizer optimizer) {
    return new Descent(optimizer, 0, true);
  }

  Descent inParts(int count) {
    return new Descent(optimizer, decay, isDecayOfVectors, count);
  }
}
