package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;

/// Batch normalisation (Ioffe and Szegedy 2015): `y = γ (x - μ) / √(σ² + ε) + β`, per unit (axis 1)
/// over the batch and all other axes: `x [batch, units, …] -> y [batch, units, …]`, `γ` and `β`
/// `[units]`.
///
/// While training, `μ` and the biased `σ²` are those of the batch; in use they are exponentially
/// weighted averages over the batches seen. `decay` weighs the old average (PyTorch's momentum
/// weighs the new value, Keras' the old one). PyTorch averages the unbiased variance and starts it
/// at 1, Keras starts at 1 too; here the average starts at zero and is corrected, so that the first
/// epoch's evaluation is already right. A batch with one value for each unit gives `β`, as in
/// Keras; PyTorch refuses it.
///
/// What is frozen is three switches, see `Freeze`. `GhostBatchNorm` and `BatchRenorm` take the
/// statistics of a batch in other ways.
public record BatchNorm(
    double decay, double epsilon, Average average, boolean isUnbiased, Freeze freeze)
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

  /// What does not change while training: `usesAverages` normalises by the averages as they were
  /// before the step, `keepsAverages` leaves them as they are, `keepsAffine` leaves `γ` and `β` as
  /// they are, which then belong to the statistics, so that no optimiser and no decay touches them.
  /// PyTorch's `eval()` does the first two, Keras' `trainable=False` all three.
  public record Freeze(boolean usesAverages, boolean keepsAverages, boolean keepsAffine) {
    /// Everything learns.
    public static final Freeze NOTHING = new Freeze(false, false, false);

    /// The averages are used and kept, gain and shift learn.
    public static final Freeze STATISTICS = new Freeze(true, true, false);

    /// Gain and shift are kept, the averages go on.
    public static final Freeze AFFINE = new Freeze(false, false, true);

    /// The layer is a constant function.
    public static final Freeze ALL = new Freeze(true, true, true);
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

  /// With nothing frozen.
  public BatchNorm(double decay, double epsilon, Average average, boolean isUnbiased) {
    this(decay, epsilon, average, isUnbiased, Freeze.NOTHING);
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
    return new BatchNorm(decay, other, average, isUnbiased, freeze);
  }

  /// The same layer, partly or wholly frozen.
  public BatchNorm frozen(Freeze what) {
    return new BatchNorm(decay, epsilon, average, isUnbiased, what);
  }

  @Override
  public boolean cancelsBias() {
    return true;
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Affine affine = affine(x, scope);
    RunningMoments running = new RunningMoments(this, scope, affine.gamma().shape());
    Tensor moments = scope.graph().add(new Op.Moments(1), x);
    int count = x.shape().size() / affine.gamma().shape().size();
    running.update(RunningMoments.Batch.of(moments, count, isUnbiased));
    if (usesBatch(scope)) {
      return scope
          .graph()
          .add(new Op.BatchNorm(1, epsilon), x, moments, affine.gamma(), affine.beta());
    }
    scope.observe("moments", moments);
    Tensor scale = affine.gamma().dividedBy(running.variance().plus(epsilon).squareRoot());
    return x.minus(Functions.perUnit(running.mean(), x))
        .times(Functions.perUnit(scale, x))
        .plus(Functions.perUnit(affine.beta(), x));
  }

  /// Whether the statistics are those of the batch.
  boolean usesBatch(Scope scope) {
    return scope.isTraining() && !freeze.usesAverages();
  }

  /// Gain and shift, each `[units]`.
  record Affine(Tensor gamma, Tensor beta) {}

  Affine affine(Tensor x, Scope scope) {
    if (x.shape().rank() < 2) {
      throw new ShapeException("batchNorm: expected [batch, units, …], but got " + x.shape());
    }
    Shape units = Shape.of(x.shape().extent(1));
    return freeze.keepsAffine()
        ? new Affine(scope.statistic("gamma", units, 1), scope.statistic("beta", units, 0))
        : new Affine(
            scope.parameter("gamma", units, Role.GAIN, Initializer.ones()),
            scope.parameter("beta", units, Role.SHIFT, Initializer.zeros()));
  }
}
