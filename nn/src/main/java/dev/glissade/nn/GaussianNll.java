package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;

/// The negative logarithm of a normal density with learned mean and variance (Nix and Weigend
/// 1994): `(ln σ² + (t - μ)² / σ²) / 2`, element by element; `isFull` adds `ln(2 π) / 2`.
///
/// `output [batch, …, 2 n]`, targets `[batch, …, n]`: the first half of the last axis is `μ`, the
/// second is `σ²`, or its logarithm if `isLogarithm`, which suits a layer without an activation. A
/// variance below `epsilon` counts as `epsilon`, but its gradient passes as if it did not, so that
/// it can grow again. PyTorch: `gaussian_nll_loss`.
public record GaussianNll(boolean isLogarithm, boolean isFull, double epsilon) implements Loss {
  /// Checks ε.
  public GaussianNll {
    Losses.checkPositive("GaussianNll", "epsilon", epsilon);
  }

  /// From means and logarithms of variances.
  public static GaussianNll of() {
    return new GaussianNll(true, false, 1e-6);
  }

  @Override
  public Shape targets(Shape output) {
    return output.with(-1, output.extent(-1) / 2);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Tensor mean = Losses.part(label(), output, 0, 2);
    Tensor second = Losses.part(label(), output, 1, 2);
    Losses.checkTargets(this, output, targets);
    Tensor squares = targets.minus(mean).square();
    Tensor twice = isLogarithm ? ofLogarithm(squares, second) : ofVariance(squares, second);
    Tensor values = twice.times(0.5);
    return Loss.reduce(isFull ? values.plus(Math.log(2 * Math.PI) / 2) : values, reduction);
  }

  private Tensor ofLogarithm(Tensor squares, Tensor logarithm) {
    Tensor held = passed(logarithm, Math.log(epsilon));
    return held.plus(squares.times(held.negate().map(UnaryFunction.EXPONENTIAL)));
  }

  private Tensor ofVariance(Tensor squares, Tensor variance) {
    Tensor held = passed(variance, epsilon);
    return held.map(UnaryFunction.LOGARITHM).plus(squares.dividedBy(held));
  }

  /// `max(x, least)` with the slope 1 everywhere.
  private static Tensor passed(Tensor x, double least) {
    return x.plus(x.subtractedFrom(least).maximum(0).detach());
  }
}
