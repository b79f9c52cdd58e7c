package dev.glissade.optim;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Sophia-H (Liu et al. 2023): momentum divided by an estimate of the curvature, and clipped, so
/// that a small or negative curvature gives a step of at most α.
///
/// `m ← β₁ m + (1 - β₁) g; θ ← θ - α clip(m̂ / max(γ h, ε), ±1)` with `m̂ = m / (1 - Πβ₁)`, and in
/// the first and every `every`-th step `h ← β₂ h + (1 - β₂) u ∘ (H u)`, where `H` is the matrix of
/// second derivatives and `u` is random, `±1` with equal chance (Hutchinson 1989).
///
/// As in Optax; the paper does not correct `m`. `H u` is exact, the derivative of `⟨g, u⟩`, so the
/// model must have second derivatives, which batch normalisation has not. It is worked out in every
/// step, since all steps are one program, and costs about as much as another gradient.
///
/// @param gamma γ, so that the clip rules a tenth to a half of the coordinates; 0.01
/// @param every steps from one look at the curvature to the next, 10 in the paper
public record Sophia(
    Schedule learningRate, double beta1, double beta2, double gamma, double epsilon, int every)
    implements Optimizer {
  /// Checks the numbers.
  public Sophia {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
    Ranges.requirePositive("sophia", "gamma", gamma);
    Betas.checkEpsilon(epsilon);
    if (every < 1) {
      throw new IllegalArgumentException("sophia: expected every >= 1, but got " + every);
    }
  }

  /// With β 0.965 and 0.99, γ 0.01, ε 1e-8 and a look every 10 steps.
  public static Sophia of(double rate) {
    return new Sophia(Schedule.constant(rate), 0.965, 0.99, 0.01, 1e-8, 10);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(Jointly.of(this::directions));
  }

  private List<Tensor> directions(List<Tensor> gradients, List<Update> updates) {
    List<Tensor> random = updates.stream().map(Sophia::signs).toList();
    List<Tensor> curved = curvature(gradients, updates, random);
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      Tensor mean = update.average("mean", gradients.get(i), update.knob("beta1", beta1));
      Tensor seen = random.get(i).times(curved.get(i));
      Tensor b = update.knob("beta2", beta2);
      Tensor before = update.slot("curvature");
      Tensor after = b.times(before).plus(b.subtractedFrom(1).times(seen));
      Tensor isDue = update.knob("curvature", new Periodic(every, true));
      Tensor h = update.set("curvature", isDue.select(after, before));
      Tensor e = update.knob("epsilon", epsilon);
      Tensor direction = update.corrected(mean, "beta1").dividedBy(h.times(gamma).maximum(e));
      result.add(direction.minimum(1).maximum(-1));
    }
    return result;
  }

  private static List<Tensor> curvature(
      List<Tensor> gradients, List<Update> updates, List<Tensor> random) {
    try {
      return Landscape.of(updates).curvatureAlong(gradients, random);
    } catch (UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "sophia: expected a model that can be differentiated twice, but got one with batch"
              + " normalisation — help: leave it out, or choose another optimiser",
          e);
    }
  }

  /// ±1 with equal chance, other ones in every step: a dropout of half of all twos, less 1.
  private static Tensor signs(Update update) {
    Tensor ones = update.graph().constant(1).broadcast(update.parameter().shape());
    Tensor half = update.graph().constant(0.5);
    Op dropout = new Op.Dropout("sophia " + update.block());
    return update.graph().add(dropout, ones, half).minus(1);
  }
}
