package dev.glissade.train;

import java.util.Map;
import java.util.Optional;

/// What a step does to the parameters, looked at from outside: how long its gradients and changes
/// are, and what the optimiser makes of them.
///
/// @param roles by role, such as `weight`
/// @param clipped whether the gradients of all roles together were longer than `clip-norm`; empty
///     if nothing is clipped
/// @param deadUnits the share of units after each ReLU, by its path, that gave 0 for every example
///     of the batch
/// @param noise how noisy the gradient is; empty for batches of 1
public record Observation(
    Map<String, OfRole> roles,
    Optional<Boolean> clipped,
    Map<String, Double> deadUnits,
    Optional<Noise> noise) {
  /// The Euclidean norms of the parameters of one role before the step, of the gradient of the cost
  /// before any clipping, and of the change; and the share of elements whose change would be more
  /// than twice as long without ε, if the optimiser has one.
  public record OfRole(
      double parameterNorm, double gradientNorm, double changeNorm, Optional<Double> epsilonShare) {
    /// `‖Δθ‖ / ‖θ‖`; about 1e-3 is usual for weights. Parameters that are all 0 have none.
    public Optional<Double> changeRatio() {
      return parameterNorm > 0 ? Optional.of(changeNorm / parameterNorm) : Optional.empty();
    }

    /// `‖Δθ‖ / ‖g‖`: the rate with which plain gradient descent would go as far.
    public Optional<Double> effectiveRate() {
      return gradientNorm > 0 ? Optional.of(changeNorm / gradientNorm) : Optional.empty();
    }
  }

  /// Estimates from one batch, without regularisation (McCandlish et al. 2018): `variance` is `tr
  /// Σ`, the sum of the variances of a single example's gradient, and `signal` is `‖G‖²`, the
  /// square of the true gradient's norm, which may come out negative where noise outweighs it.
  /// `variance / signal` is the gradient noise scale, the batch size up to which larger batches
  /// pay; both have to be averaged over many steps before they are divided.
  public record Noise(double variance, double signal) {
    /// From the squares of the norms of a batch's gradient and of its distance from the gradient of
    /// the first `part` of its `all` examples: `E d² = tr Σ (1/part - 1/all)` and `E g² = ‖G‖² + tr
    /// Σ / all`.
    static Noise of(double gradient, double distance, int part, int all) {
      double variance = distance / (1.0 / part - 1.0 / all);
      return new Noise(variance, gradient - variance / all);
    }
  }
}
