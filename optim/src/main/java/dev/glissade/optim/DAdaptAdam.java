package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/// Adam by D-adaptation (Defazio and Mishchenko 2023), which estimates its own learning rate `d`,
/// one for all parameters. With `γ = α d √(1 - β₂ᵗ) / (1 - β₁ᵗ)` and `β₃ = √β₂`:
///
/// `r ← β₃ r + (1 - β₃) γ ⟨g, s / (√v + ε)⟩; m ← β₁ m + (1 - β₁) γ g; v ← β₂ v + (1 - β₂) g²;
/// s ← β₃ s + (1 - β₃) γ g; θ ← θ - m / (√v + ε); d ← max(d, r / ((1 - β₃) ‖s‖₁))`
///
/// `r` uses `s` and `v` of the step before. As in Optax. The learning rate stays 1, or is a
/// schedule
/// from 1.
///
/// @param adam α, β₁, β₂ and ε
/// @param initial the first `d`
public record DAdaptAdam(Adam adam, double initial) implements Optimizer {
  private static final Shape NUMBER = Shape.of();

  /// Checks the first estimate.
  public DAdaptAdam {
    Ranges.requirePositive("d-adapt", "initial", initial);
  }

  /// With β 0.9 and 0.999, ε 1e-8 and a first estimate of 1e-6.
  public static DAdaptAdam of(double rate) {
    return new DAdaptAdam(Adam.of().learningRate(rate), 1e-6);
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    return List.of(Jointly.of(this::changes));
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  /// All blocks together, since they share `d`, which the first block keeps.
  private List<Tensor> changes(List<Tensor> gradients, List<Update> updates) {
    Update first = updates.getFirst();
    Tensor start = first.graph().constant(initial);
    Tensor d = first.step().greater(1).select(first.slot("estimate", NUMBER), start);
    Tensor gamma = first.rate().times(d).times(adam.biasRatio(first));
    Tensor beta3 = first.knob("beta2", adam.beta2()).squareRoot();
    Tensor along = first.graph().constant(0);
    Tensor size = first.graph().constant(0);
    List<Tensor> changes = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      Tensor g = gradients.get(i);
      Tensor e = update.knob("epsilon", adam.epsilon());
      Tensor before = update.slot("square").squareRoot().plus(e);
      along = along.plus(g.times(update.slot("gradients").dividedBy(before)).sum());
      Tensor scaled = g.times(gamma);
      Tensor s = update.average("gradients", scaled, beta3);
      size = size.plus(s.map(UnaryFunction.ABSOLUTE).sum());
      Tensor m = update.average("mean", scaled, update.knob("beta1", adam.beta1()));
      changes.add(m.dividedBy(adam.square(g, update).squareRoot().plus(e)));
    }
    Tensor numerator =
        first.set(
            "numerator",
            beta3
                .times(first.slot("numerator", NUMBER))
                .plus(beta3.subtractedFrom(1).times(gamma).times(along)));
    Tensor divisor = beta3.subtractedFrom(1).times(size);
    Tensor estimate = divisor.greater(0).select(numerator.dividedBy(divisor), d);
    first.set("estimate", d.maximum(estimate));
    return changes;
  }
}
