package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;

/// Batch renormalisation (Ioffe 2017): while training too, examples are normalised nearly as in
/// use, which helps where batches are small or not drawn at random: `y = γ (x̂ r + d) + β` with
/// `x̂` of batch normalisation, `r = σ / σ̄` held between `1 / ratio` and `ratio`, and `d = (μ -
/// μ̄) / σ̄` held between `-shift` and `shift`, where `μ̄` and `σ̄` are the averages before the
/// step. No gradient flows through `r` and `d`.
///
/// Both limits are knobs, so that a schedule can begin with ratio 1 and shift 0, which is batch
/// normalisation, as the paper advises.
public record BatchRenorm(BatchNorm norm, double ratio, double shift) implements Layer {
  /// Checks the limits.
  public BatchRenorm {
    if (!(ratio >= 1 && ratio <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "BatchRenorm: ratio must be at least 1 and finite, but got ratio=" + ratio);
    }
    if (!(shift >= 0 && shift <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "BatchRenorm: shift must be at least 0 and finite, but got shift=" + shift);
    }
  }

  /// With the paper's final limits, ratio 3 and shift 5, and textbook averages.
  public static BatchRenorm of() {
    return new BatchRenorm(BatchNorm.of(), 3, 5);
  }

  @Override
  public boolean cancelsBias() {
    return true;
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    if (!norm.usesBatch(scope)) {
      return norm.apply(x, scope);
    }
    BatchNorm.Affine affine = norm.affine(x, scope);
    var running = new RunningMoments(norm, scope, affine.gamma().shape());
    Tensor moments = x.graph().add(new Op.Moments(1), x);
    int count = x.shape().size() / affine.gamma().shape().size();
    running.update(RunningMoments.Batch.of(moments, count, norm.isUnbiased()));

    Tensor known = moments.detach();
    var batch = RunningMoments.Batch.of(known, count, false);
    Tensor rest = known.slice(0, 1, 2).reshape(affine.gamma().shape());
    Tensor deviation = running.variance().plus(norm.epsilon()).squareRoot();
    Tensor most = scope.knob("ratio", ratio);
    Tensor r = batch.variance().plus(norm.epsilon()).squareRoot().dividedBy(deviation);
    Tensor limitedR = r.minimum(most).maximum(x.graph().constant(1).dividedBy(most));
    Tensor limit = scope.knob("shift", shift);
    Tensor d = batch.mean().minus(running.mean()).plus(rest).dividedBy(deviation);
    Tensor limitedD = d.minimum(limit).maximum(limit.negate());

    Tensor gain = affine.gamma().times(limitedR);
    Tensor offset = affine.gamma().times(limitedD).plus(affine.beta());
    return x.graph().add(new Op.BatchNorm(1, norm.epsilon()), x, moments, gain, offset);
  }
}
