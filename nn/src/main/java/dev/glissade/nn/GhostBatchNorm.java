package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Batch normalisation in ghost batches (Hoffer et al. 2017): each run of `size` examples of a
/// batch is normalised by its own mean and variance, so that a large batch is as noisy as small
/// ones, and accumulated micro-batches of `size` have the gradient of one batch. The last ghost
/// batch may be smaller.
///
/// The averages for use move once in a step, by the mean of the ghosts' means and variances, each
/// weighted by its examples; Hoffer et al. move them ghost by ghost.
public record GhostBatchNorm(BatchNorm norm, int size) implements Layer {
  /// Checks the size.
  public GhostBatchNorm {
    if (size < 1) {
      throw new IllegalArgumentException(
          "GhostBatchNorm: size must be positive, but got size=" + size);
    }
  }

  /// Ghost batches of this many examples, with textbook averages.
  public static GhostBatchNorm of(int size) {
    return new GhostBatchNorm(BatchNorm.of(), size);
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
    int examples = x.shape().extent(0);
    int positions = x.shape().tail().size() / affine.gamma().shape().size();
    List<Tensor> normalized = new ArrayList<>();
    List<RunningMoments.Batch> batches = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int from = 0; from < examples; from += size) {
      int to = Math.min(examples, from + size);
      Tensor ghost = x.slice(0, from, to);
      Tensor moments = x.graph().add(new Op.Moments(1), ghost);
      var op = new Op.BatchNorm(1, norm.epsilon());
      normalized.add(x.graph().add(op, ghost, moments, affine.gamma(), affine.beta()));
      batches.add(RunningMoments.Batch.of(moments, (to - from) * positions, norm.isUnbiased()));
      sizes.add(to - from);
    }
    new RunningMoments(norm, scope, affine.gamma().shape())
        .update(RunningMoments.Batch.mean(batches, sizes));
    return x.graph().add(new Op.Concatenate(0), normalized.toArray(Tensor[]::new));
  }
}
