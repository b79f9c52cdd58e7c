package dev.glissade.optim;

/// Checks of hyper-parameters that optimisers share.
final class Betas {
  private Betas() {}

  static void check(String name, double beta) {
    if (!(beta >= 0 && beta < 1)) {
      throw new IllegalArgumentException(
          "%s: expected 0 <= %s < 1, but got %s".formatted(name, name, beta));
    }
  }

  static void checkEpsilon(double epsilon) {
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new IllegalArgumentException("epsilon: expected 0 <= epsilon < 1, but got " + epsilon);
    }
  }
}
