package dev.glissade.optim;

import dev.glissade.engine.Tensor;

/// An average of the parameters over steps, which often is a better model than the last of them.
///
/// Each step moves it by a share of the way: `a ← a + c (θ - a)`. It counts steps of the
/// optimiser, not parts of a batch, and it is right from the first step on.
public sealed interface WeightAverage {
  /// The exponentially weighted average.
  ///
  /// @param decay d over time, each at least 0 and below 1
  /// @param beginning what there is before the first values
  record Exponential(Schedule decay, Beginning beginning) implements WeightAverage {
    @Override
    public Tensor share(Update update) {
      Tensor share = update.knob("average-decay", decay).subtractedFrom(1);
      return switch (beginning) {
        case CORRECTED -> share.dividedBy(update.productOf("average-decay").subtractedFrom(1));
        case FROM_FIRST -> update.step().greater(1).select(share, share.graph().constant(1));
        case FROM_START -> share;
      };
    }
  }

  /// How an exponentially weighted average begins.
  enum Beginning {
    /// At nothing: `c = (1 - d) / (1 - Πd)`. For a constant decay the average is
    /// `(1 - d) Σ dᵗ⁻ⁱ θᵢ / (1 - dᵗ)`, without a trace of other weights (Optax, debiased).
    CORRECTED,
    /// At the weights after the first step (Keras, torch).
    FROM_FIRST,
    /// At the weights before the first step (timm, Lightning).
    FROM_START
  }

  /// The plain mean over the ends of epochs after `start` (Izmailov et al. 2018, SWA); before that
  /// the parameters themselves.
  record Tail(Span start) implements WeightAverage {
    @Override
    public Tensor share(Update update) {
      return update.knob("average-share", new TailShare(start));
    }
  }

  /// c for the step.
  Tensor share(Update update);

  /// Exponentially weighted, with a constant decay, corrected for its beginning.
  ///
  /// @throws IllegalArgumentException unless it is at least 0 and below 1
  static WeightAverage exponential(double decay) {
    Betas.check("decay", decay);
    return new Exponential(Schedule.constant(decay), Beginning.CORRECTED);
  }

  /// Exponentially weighted, with a decay that grows: `min(decay, 1 - t^-power)`, as in timm and
  /// diffusers, so that the average is over a share of the steps so far.
  ///
  /// @throws IllegalArgumentException unless the decay is at least 0 and below 1, and the power
  ///     above 0
  static WeightAverage growing(double decay, double power) {
    Betas.check("decay", decay);
    Ranges.requirePositive("average", "power", power);
    return new Exponential(new GrowingDecay(decay, power), Beginning.CORRECTED);
  }

  /// The mean over the ends of epochs after `start`.
  static WeightAverage tail(Span start) {
    return new Tail(start);
  }
}
