package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/// Prodigy (Mishchenko and Defazio 2023): Adam that estimates its own learning rate `d` from how
/// far the parameters have come, one for all of them. With `γ = α d √(1 - β₂ᵗ) / (1 - β₁ᵗ)`:
///
/// `r ← β₃ r + (d / d₀) γ ⟨g, θ₀ - θ⟩; s ← β₃ s + (γ or d) d g / d₀; d' = max(d, r / ‖s‖₁)`, then
/// `m ← β₁ m + (1 - β₁) d g; v ← β₂ v + (1 - β₂) d² g²; θ ← θ - γ (m / (√v + d' ε) + λ θ)`.
///
/// As in Optax, which corrects the bias always. The learning rate stays 1, or is a schedule from 1.
///
/// @param adam α, β₁, β₂ and ε
/// @param beta3 β₃, usually √β₂
/// @param initial d₀
/// @param weightDecay λ
/// @param isSafeInWarmup uses `d` instead of `γ` in `s`
public record Prodigy(
    Adam adam, double beta3, double initial, double weightDecay, boolean isSafeInWarmup)
    implements Optimizer {
  private static final Shape NUMBER = Shape.of();

  /// Checks the numbers.
  public Prodigy {
    Betas.check("beta3", beta3);
    Ranges.requirePositive("prodigy", "initial", initial);
    Betas.check("weight-decay", weightDecay);
  }

  /// With β 0.9 and 0.999, d₀ 1e-6 and no decay.
  public static Prodigy of(double rate) {
    return new Prodigy(Adam.of().learningRate(rate), Math.sqrt(0.999), 1e-6, 0, false);
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    return List.of(new Estimate(this));
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  /// All blocks together, since they share `d`, which the first block keeps.
  private record Estimate(Prodigy it) implements Transform {
    @Override
    public Tensor apply(Tensor gradient, Update update) {
      return applyToAll(List.of(gradient), List.of(update)).getFirst();
    }

    @Override
    public List<Tensor> applyToAll(List<Tensor> gradients, List<Update> updates) {
      Update first = updates.getFirst();
      Tensor isLater = first.step().greater(1);
      Tensor start = first.graph().constant(it.initial);
      Tensor d = isLater.select(first.slot("estimate", NUMBER), start);
      Tensor gamma = first.rate().times(d).times(it.adam.biasRatio(first));
      Tensor along = first.graph().constant(0);
      Tensor size = first.graph().constant(0);
      for (int i = 0; i < updates.size(); i++) {
        along = along.plus(progress(gradients.get(i), updates.get(i)));
        size = size.plus(it.size(gradients.get(i), updates.get(i), d, gamma));
      }
      Tensor share = d.times(gamma).dividedBy(it.initial).times(along);
      Tensor faded = first.slot("numerator", NUMBER).times(first.knob("beta3", it.beta3));
      Tensor numerator = first.set("numerator", faded.plus(share));
      Tensor estimate = size.greater(0).select(numerator.dividedBy(size), d);
      Tensor next = first.set("estimate", d.maximum(estimate));
      List<Tensor> changes = new ArrayList<>();
      for (int i = 0; i < updates.size(); i++) {
        Tensor direction = it.direction(gradients.get(i).times(d), updates.get(i), next);
        changes.add(direction.times(gamma));
      }
      return changes;
    }
  }

  /// `⟨g, θ₀ - θ⟩`
  private static Tensor progress(Tensor g, Update update) {
    Tensor start = update.set("start", update.slot("start", update.parameter()));
    return g.times(start.minus(update.parameter())).sum();
  }

  /// `‖s‖₁`
  private Tensor size(Tensor g, Update update, Tensor d, Tensor gamma) {
    Tensor scale = (isSafeInWarmup ? d : gamma).times(d).dividedBy(initial);
    Tensor faded = update.slot("gradients").times(update.knob("beta3", beta3));
    Tensor s = update.set("gradients", faded.plus(g.times(scale)));
    return s.map(UnaryFunction.ABSOLUTE).sum();
  }

  private Tensor direction(Tensor scaled, Update update, Tensor d) {
    Tensor m = update.average("mean", scaled, update.knob("beta1", adam.beta1()));
    Tensor v = adam.square(scaled, update);
    Tensor e = update.knob("epsilon", adam.epsilon()).times(d);
    Tensor decayed = update.parameter().times(update.knob("weight-decay", weightDecay));
    return m.dividedBy(v.squareRoot().plus(e)).plus(decayed);
  }
}
