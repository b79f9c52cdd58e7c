package dev.glissade.train;

/// What is made of the examples of a batch before they are learned: nothing, or each is mixed with
/// the one at the other end of the batch, and its loss is `λ L(ŷ, own) + (1 - λ) L(ŷ, other)`.
///
/// `λ` is drawn for each step from `Beta(alpha, alpha)`, as a function of seed and step only, so a
/// continued training mixes the same. Since losses are mixed and not targets, any loss can be used,
/// and label smoothing is applied once.
public sealed interface Mixing {
  /// Examples as they are.
  record None() implements Mixing {}

  /// `λ x + (1 - λ) x'` (Zhang et al. 2018).
  record Mixup(double alpha) implements Mixing {
    /// Checks `alpha`.
    public Mixup {
      checkAlpha("mixup", alpha);
    }
  }

  /// A box of `x'` in the image `x`: as large a part as `1 - λ` says, at a random place; what of it
  /// lies outside of the image counts for `x` (Yun et al. 2019).
  record CutMix(double alpha) implements Mixing {
    /// Checks `alpha`.
    public CutMix {
      checkAlpha("cutmix", alpha);
    }
  }

  /// Whether examples are mixed at all.
  default boolean isOn() {
    return !(this instanceof None);
  }

  private static void checkAlpha(String name, double alpha) {
    if (!(alpha > 0 && alpha <= 1e6)) {
      throw new IllegalArgumentException(
          name + ": expected a number above 0 and at most 1e6, but got " + alpha);
    }
  }
}
