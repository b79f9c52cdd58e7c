package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// Small transforms of gradients, to be put in front of an optimiser with `before`.
public final class Transforms {
  private static final double LEAST_NORM = 1e-6;

  private Transforms() {}

  /// `-g`: climbs instead of descending (torch's `maximize`).
  public static Transform ascent() {
    return (g, _) -> g.negate();
  }

  /// Every element to within `±limit`.
  public static Transform clipValue(double limit) {
    Ranges.requirePositive("clipValue", "limit", limit);
    return (g, update) -> {
      Tensor most = update.knob("clip-value", limit);
      return g.minimum(most).maximum(most.negate());
    };
  }

  /// Every parameter's gradient to a Euclidean norm of at most `limit`, each by itself (Keras'
  /// `clipnorm`).
  public static Transform clipEach(double limit) {
    Ranges.requirePositive("clipEach", "limit", limit);
    return (g, update) -> {
      Tensor most = update.knob("clip-each", limit);
      return update.each(g, (part, _) -> part.times(most.dividedBy(part.norm().maximum(most))));
    };
  }

  /// Every parameter's gradient to a root mean square of at most `limit` (Optax'
  /// `clip_by_block_rms`).
  public static Transform clipRootMeanSquare(double limit) {
    Ranges.requirePositive("clipRootMeanSquare", "limit", limit);
    return (g, update) -> {
      Tensor most = update.knob("clip-rms", limit);
      return update.each(
          g,
          (part, segment) -> {
            Tensor size = part.norm().dividedBy(Math.sqrt(segment.shape().size()));
            return part.dividedBy(size.dividedBy(most).maximum(1));
          });
    };
  }

  /// The gradient of every unit (a column of a matrix `[inputs, outputs]`, or a whole vector) to at
  /// most `limit` times the norm of the unit's parameters, which counts as at least `least` (Brock
  /// et al. 2021). As in Optax; timm's matrices are the other way round.
  public static Transform clipAdaptive(double limit, double least) {
    Ranges.requirePositive("clipAdaptive", "limit", limit);
    Ranges.requirePositive("clipAdaptive", "least", least);
    return (g, update) -> {
      Tensor share = update.knob("clip-adaptive", limit);
      return update.each(
          g,
          (part, segment) -> {
            Tensor parameter = update.part(update.parameter(), segment);
            Tensor most = unitNorms(parameter).maximum(least).times(share);
            Tensor norm = unitNorms(part);
            Tensor scaled = part.times(most.dividedBy(norm.maximum(LEAST_NORM)));
            return most.greater(norm).select(part, scaled);
          });
    };
  }

  private static Tensor unitNorms(Tensor x) {
    return (x.shape().rank() > 1 ? x.square().sum(0) : x.square().sum()).squareRoot();
  }

  /// Takes its mean per unit from the gradient of every matrix (Yong et al. 2020): over the inputs,
  /// axis 0 of `[inputs, outputs]`, or over axis 1 where units are rows, as Optax has it.
  public static Transform centralize(boolean isUnitARow) {
    return (g, update) ->
        update.each(
            g, (part, segment) -> segment.shape().rank() == 2 ? centered(part, isUnitARow) : part);
  }

  private static Tensor centered(Tensor part, boolean isUnitARow) {
    int axis = isUnitARow ? 1 : 0;
    int rows = isUnitARow ? part.shape().extent(0) : 1;
    Tensor mean = part.sum(axis).dividedBy(part.shape().extent(axis));
    return part.minus(mean.reshape(Shape.of(rows, part.shape().extent(1 - axis) / rows)));
  }

  /// Steps with a gradient that is not finite change nothing: all gradients become 0. Averages go
  /// on as with a gradient of 0.
  public static Transform skipNonFinite() {
    return Jointly.of(
        (gradients, _) -> {
          // NaN is not greater than anything.
          Tensor norm = Jointly.norm(gradients);
          Tensor isFinite = norm.subtractedFrom(Double.POSITIVE_INFINITY).greater(0);
          return gradients.stream().map(g -> isFinite.select(g, g.graph().constant(0))).toList();
        });
  }
}
