package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.List;
import java.util.Map;

/// Cross-entropy of softmax from logits: `L = -Σⱼ qⱼ logSoftmax(z)ⱼ`.
///
/// `output [batch, classes]`; targets are class indices `[batch]`, or with `isSoft` probabilities
/// `[batch, classes]`. Smoothing `s` makes `q = (1 - s) y + s / classes`; a class weight multiplies
/// its `qⱼ`. As in PyTorch, the mean divides by the sum of the weights of the target classes for
/// indices, and by the number of rows for probabilities. An index outside of the classes gives no
/// loss.
public record SoftmaxCrossEntropy(boolean isSoft, double smoothing, List<Double> classWeights)
    implements Loss {
  /// Checks smoothing and weights.
  public SoftmaxCrossEntropy {
    classWeights = List.copyOf(classWeights);
    Losses.checkSmoothing("SoftmaxCrossEntropy", smoothing);
    if (classWeights.stream().anyMatch(weight -> !(weight >= 0 && weight < Double.MAX_VALUE))) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: expected finite weights of at least 0, but got " + classWeights);
    }
  }

  /// For class indices, without smoothing or weights.
  public static SoftmaxCrossEntropy of() {
    return new SoftmaxCrossEntropy(false, 0, List.of());
  }

  /// For probabilities.
  public SoftmaxCrossEntropy soft() {
    return new SoftmaxCrossEntropy(true, smoothing, classWeights);
  }

  /// With label smoothing (Szegedy et al. 2016).
  public SoftmaxCrossEntropy withSmoothing(double amount) {
    return new SoftmaxCrossEntropy(isSoft, amount, classWeights);
  }

  /// With one weight for each class.
  public SoftmaxCrossEntropy withClassWeights(List<Double> weights) {
    return new SoftmaxCrossEntropy(isSoft, smoothing, weights);
  }

  @Override
  public Shape targets(Shape output) {
    return isSoft ? output : output.without(output.rank() - 1);
  }

  @Override
  public Map<String, Double> knobs() {
    return Losses.smoothingKnob(smoothing);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    int classes = output.shape().extent(-1);
    Losses.checkTargets(this, output, targets);
    if (!classWeights.isEmpty() && classWeights.size() != classes) {
      throw new ShapeException(
          "softmaxCrossEntropy: expected %d class weights, but got %d"
              .formatted(classes, classWeights.size()));
    }
    Tensor hard = isSoft ? targets : targets.graph().add(new Op.OneHot(classes), targets);
    Tensor q = weighted(smoothed(hard, classes));
    Tensor losses = output.graph().add(new Op.CrossEntropy(), output, q);
    if (reduction == Reduction.MEAN && !isSoft) {
      return losses.sum().dividedBy(weighted(hard).sum());
    }
    return Loss.reduce(losses, reduction);
  }

  /// The sum of the weights of the target classes for indices; rows without a class do not count.
  @Override
  public Tensor weight(Tensor output, Tensor targets) {
    int classes = output.shape().extent(-1);
    return isSoft
        ? Loss.super.weight(output, targets)
        : weighted(targets.graph().add(new Op.OneHot(classes), targets)).sum();
  }

  private Tensor smoothed(Tensor hard, int classes) {
    if (smoothing == 0) {
      return hard;
    }
    Tensor share = Losses.smoothing(hard);
    Tensor kept = hard.times(share.subtractedFrom(1));
    Tensor rest = share.dividedBy(classes);
    if (isSoft) {
      return kept.plus(rest);
    }
    // A row without a class stays a row of zeros.
    int last = hard.shape().rank() - 1;
    Tensor isCounted = hard.sum(last).reshape(hard.shape().with(last, 1));
    return kept.plus(isCounted.times(rest));
  }

  private Tensor weighted(Tensor q) {
    return classWeights.isEmpty()
        ? q
        : q.times(q.graph().literal(Shape.of(classWeights.size()), classWeights));
  }
}
