package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;

/// Pulls parameters towards 0 by a share of themselves. Where it is added makes it different
/// things, which `kind` says; with `isWeightsOnly` it leaves biases, γ and β alone.
public record WeightDecay(double lambda, Kind kind, boolean isWeightsOnly) {
  /// Where the decay comes in.
  public enum Kind {
    /// `g + λ θ` before everything else: L2 regularisation, torch's `weight_decay` of SGD and Adam.
    COUPLED,
    /// `θ - α (d + λ θ)`: AdamW (Loshchilov and Hutter 2019), and Keras' `weight_decay` of any
    /// optimiser.
    DECOUPLED,
    /// `θ - α d - λ θ`: what the rate is does not matter (as in the paper's Algorithm 2 without its
    /// schedule).
    INDEPENDENT,
    /// `θ - α (d + λ α / α_max θ)`, where `α_max` is the largest rate so far: AdamC (Defazio 2025),
    /// so that the norm of weights before a normalisation settles whatever the schedule does.
    CORRECTED,
    /// `θ - α (d + λ θ [d θ > 0])`: only where the step leads towards 0 anyway (Chen et al. 2025).
    CAUTIOUS
  }

  private static final Shape NUMBER = Shape.of();

  /// Checks the decay.
  public WeightDecay {
    if (!(lambda >= 0 && lambda < 1)) {
      throw new IllegalArgumentException(
          "weight-decay: expected 0 <= weight-decay < 1, but got " + lambda);
    }
  }

  /// The same at another place.
  WeightDecay as(Kind other) {
    return new WeightDecay(lambda, other, isWeightsOnly);
  }

  /// An optimiser with this decay.
  public Optimizer of(Optimizer inner) {
    return new Decayed(inner, this);
  }

  private boolean isFor(Update update) {
    return !isWeightsOnly || update.block().equals("weight");
  }

  private Tensor add(Tensor to, Update update, Tensor share) {
    return isFor(update) ? to.plus(update.parameter().times(share)) : to;
  }

  /// `α λ θ`
  Tensor change(Update update) {
    Tensor share = isFor(update) ? knob(update) : update.graph().constant(0);
    return update.parameter().times(share.times(update.rate()));
  }

  private Tensor knob(Update update) {
    return update.knob("weight-decay", lambda);
  }

  /// An optimiser whose parameters decay.
  public record Decayed(Optimizer inner, WeightDecay decay) implements Optimizer {
    @Override
    public List<Transform> transforms() {
      Transform plain = (x, update) -> decay.add(x, update, decay.knob(update));
      return switch (decay.kind) {
        case COUPLED -> inner.before(plain).transforms();
        case DECOUPLED -> inner.after(inner.isScaled() ? this::timesRate : plain).transforms();
        case INDEPENDENT -> inner.scaled().after(plain).transforms();
        case CORRECTED -> inner.scaled().after(this::corrected).transforms();
        case CAUTIOUS -> inner.scaled().after(this::cautious).transforms();
      };
    }

    private Tensor timesRate(Tensor change, Update update) {
      return decay.add(change, update, decay.knob(update).times(update.rate()));
    }

    private Tensor corrected(Tensor change, Update update) {
      Tensor rate = update.rate();
      Tensor largest = update.slot("largest-rate-of-decay", NUMBER).maximum(rate);
      update.set("largest-rate-of-decay", largest);
      Tensor share = largest.greater(0).select(rate.square().dividedBy(largest), rate);
      return decay.add(change, update, decay.knob(update).times(share));
    }

    private Tensor cautious(Tensor change, Update update) {
      Tensor agrees = change.times(update.parameter()).greater(0);
      return decay.add(change, update, decay.knob(update).times(update.rate()).times(agrees));
    }

    @Override
    public Schedule learningRate() {
      return inner.learningRate();
    }

    @Override
    public boolean isScaled() {
      return switch (decay.kind) {
        case COUPLED, DECOUPLED -> inner.isScaled();
        case INDEPENDENT, CORRECTED, CAUTIOUS -> true;
      };
    }
  }
}
