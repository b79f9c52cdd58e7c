package dev.glissade.nn;

import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// Batch normalisation (Ioffe and Szegedy 2015): `y = γ (x - μ) / √(σ² + ε) + β`, per unit (axis 1)
/// over the batch and all other axes.
///
/// While training, `μ` and the biased `σ²` are those of the batch; in use they are exponentially
/// weighted averages over the batches seen. `decay` weighs the old average. PyTorch averages the
/// unbiased variance and starts it at 1, Keras starts at 1 too; here the average starts at zero and
/// is corrected, so that the first epoch's evaluation is already right.
public record BatchNorm(double decay, double epsilon, Average average, boolean isUnbiased)
    implements Layer {
  /// How the averages for use begin.
  public enum Average {
    /// At zero, divided by `1 - Πβ`; mean 0 and variance 1 before the first batch.
    CORRECTED,
    /// At zero, as they are.
    FROM_ZERO,
    /// At the first batch's values.
    FROM_FIRST,
    /// Mean at 0 and variance at 1, as they are: PyTorch and Keras.
    FROM_ONE,
    /// The plain mean over all batches: PyTorch's `momentum=None`.
    CUMULATIVE
  }

  /// Checks decay and ε.
  public BatchNorm {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "BatchNorm: expected 0 <= decay < 1, but got decay=" + decay);
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException(
          "BatchNorm: epsilon must be positive, but got epsilon=" + epsilon);
    }
  }

  /// Textbook averages with decay 0.9 and ε 1e-5.
  public static BatchNorm of() {
    return new BatchNorm(0.9, 1e-5, Average.CORRECTED, false);
  }

  /// PyTorch's convention and defaults (its momentum 0.1 is decay 0.9).
  public static BatchNorm pytorch() {
    return new BatchNorm(0.9, 1e-5, Average.FROM_ONE, true);
  }

  /// Keras' convention and defaults.
  public static BatchNorm keras() {
    return new BatchNorm(0.99, 1e-3, Average.FROM_ONE, false);
  }

  /// The same layer with another ε.
  public BatchNorm withEpsilon(double other) {
    return new BatchNorm(decay, other, average, isUnbiased);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (x.shape().rank() < 2) {
      throw new ShapeException("batchNorm: expected [batch, units, …], but got " + x.shape());
    }
    Shape units = Shape.of(x.shape().extent(1));
    Tensor gamma = scope.parameter("gamma", units, Role.GAIN, Initializer.ones());
    Tensor beta = scope.parameter("beta", units, Role.SHIFT, Initializer.zeros());
    double initial = average == Average.FROM_ONE ? 1 : 0;
    Tensor mean = scope.statistic("mean", units, 0);
    Tensor variance = scope.statistic("variance", units, initial);
    if (scope.isTraining()) {
      Tensor moments = scope.graph().add(new Op.Moments(1), x);
      updateAverages(scope, mean, variance, moments, x.shape().size() / units.size());
      return scope.graph().add(new Op.BatchNorm(1, epsilon), x, moments, gamma, beta);
    }
    if (average == Average.CORRECTED) {
      Tensor correction = scope.productOf("decay").subtractedFrom(1);
      mean = correction.select(mean.dividedBy(correction), scope.graph().constant(0));
      variance = correction.select(variance.dividedBy(correction), scope.graph().constant(1));
    }
    Tensor scale = gamma.dividedBy(variance.plus(epsilon).squareRoot());
    return x.minus(Functions.perUnit(mean, x))
        .times(Functions.perUnit(scale, x))
        .plus(Functions.perUnit(beta, x));
  }

  private void updateAverages(
      Scope scope, Tensor mean, Tensor variance, Tensor moments, int count) {
    Tensor decayNow = decayOfThisStep(scope);
    Tensor batchMean = moments.slice(0, 0, 1).reshape(mean.shape());
    Tensor batchVariance = moments.slice(0, 2, 3).reshape(mean.shape());
    if (isUnbiased) {
      batchVariance = batchVariance.times(count / Math.max(1.0, count - 1.0));
    }
    scope.update("mean", ExponentialAverage.step(mean, batchMean, decayNow));
    scope.update("variance", ExponentialAverage.step(variance, batchVariance, decayNow));
  }

  private Tensor decayOfThisStep(Scope scope) {
    Tensor usual = scope.knob("decay", decay);
    if (average == Average.CORRECTED) {
      scope.productOf("decay");
    }
    if (average != Average.FROM_FIRST && average != Average.CUMULATIVE) {
      return usual;
    }
    Tensor batches = scope.statistic("batches", Shape.of(1), 0);
    scope.update("batches", batches.plus(1));
    return average == Average.FROM_FIRST
        ? batches.select(usual, scope.graph().constant(0))
        : batches.dividedBy(batches.plus(1));
  }
}
