package dev.glissade.nn;

import dev.glissade.engine.ExponentialAverage;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;

/// The averages of mean and variance that a batch normalisation keeps: statistics `mean` and
/// `variance`, knob `decay`.
final class RunningMoments {
  private final BatchNorm norm;
  private final Scope scope;
  private final Tensor mean;
  private final Tensor variance;

  /// Mean and variance, `[units]`, that a batch adds to the averages.
  record Batch(Tensor mean, Tensor variance) {
    /// Those of `moments [3, units]` of `count` values for each unit.
    static Batch of(Tensor moments, int count, boolean isUnbiased) {
      Shape units = moments.shape().tail();
      Tensor biased = moments.slice(0, 2, 3).reshape(units);
      return new Batch(
          moments.slice(0, 0, 1).reshape(units),
          isUnbiased ? biased.times(count / Math.max(1.0, count - 1.0)) : biased);
    }

    /// The mean of several, weighted by the examples behind them.
    static Batch mean(List<Batch> parts, List<Integer> sizes) {
      double all = sizes.stream().mapToInt(Integer::intValue).sum();
      Tensor mean = parts.getFirst().mean().times(sizes.getFirst() / all);
      Tensor variance = parts.getFirst().variance().times(sizes.getFirst() / all);
      for (int i = 1; i < parts.size(); i++) {
        mean = mean.plus(parts.get(i).mean().times(sizes.get(i) / all));
        variance = variance.plus(parts.get(i).variance().times(sizes.get(i) / all));
      }
      return new Batch(mean, variance);
    }
  }

  RunningMoments(BatchNorm norm, Scope scope, Shape units) {
    this.norm = norm;
    this.scope = scope;
    double initial = norm.average() == BatchNorm.Average.FROM_ONE ? 1 : 0;
    this.mean = scope.statistic("mean", units, 0);
    this.variance = scope.statistic("variance", units, initial);
  }

  /// Moves the averages on while training, unless they are kept.
  void update(Batch batch) {
    if (!scope.isTraining()) {
      return;
    }
    boolean isKept = norm.freeze().keepsAverages();
    // A decay of 1 leaves the product of all decays, which the correction needs, where it was.
    Tensor usual = scope.knob("decay", isKept ? 1 : norm.decay());
    if (isCorrected()) {
      scope.productOf("decay");
    }
    if (!isKept) {
      Tensor decay = decayOfThisStep(usual);
      scope.update("mean", ExponentialAverage.step(mean, batch.mean(), decay));
      scope.update("variance", ExponentialAverage.step(variance, batch.variance(), decay));
    }
  }

  private Tensor decayOfThisStep(Tensor usual) {
    if (norm.average() != BatchNorm.Average.FROM_FIRST
        && norm.average() != BatchNorm.Average.CUMULATIVE) {
      return usual;
    }
    Tensor batches = scope.statistic("batches", Shape.of(1), 0);
    scope.update("batches", batches.plus(1));
    return norm.average() == BatchNorm.Average.FROM_FIRST
        ? batches.select(usual, scope.graph().constant(0))
        : batches.dividedBy(batches.plus(1));
  }

  /// The mean over the batches before this one.
  Tensor mean() {
    return corrected(mean, 0);
  }

  /// The variance over the batches before this one.
  Tensor variance() {
    return corrected(variance, 1);
  }

  private boolean isCorrected() {
    return norm.average() == BatchNorm.Average.CORRECTED;
  }

  private Tensor corrected(Tensor average, double before) {
    if (!isCorrected()) {
      return average;
    }
    Tensor correction = productBefore().subtractedFrom(1);
    return correction.select(average.dividedBy(correction), scope.graph().constant(before));
  }

  /// The product of the decays of all earlier steps; while training, that of this step is in it.
  private Tensor productBefore() {
    Tensor product = scope.productOf("decay");
    if (!scope.isTraining()) {
      return product;
    }
    Tensor decay = scope.knob("decay", norm.freeze().keepsAverages() ? 1 : norm.decay());
    return decay.select(product.dividedBy(decay), product);
  }
}
