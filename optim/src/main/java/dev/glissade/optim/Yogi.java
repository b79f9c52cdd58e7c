package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// Adam whose squares change by a bounded amount (Zaheer et al. 2018):
///
/// `s ← s - (1 - β₂) sign(s - g²) g²`
///
/// Both averages begin with `initial`, 1e-6 in Optax, whose corrections are for a beginning with 0
/// all the same.
public record Yogi(Adam adam, double initial) implements Optimizer {
  /// Checks the beginning.
  public Yogi {
    Ranges.requireFinite("yogi", "initial", initial);
  }

  /// With β₁ 0.9, β₂ 0.999, ε 1e-3, beginning with 1e-6.
  public static Yogi of(double rate) {
    return new Yogi(new Adam(Schedule.constant(rate), 0.9, 0.999, 1e-3), 1e-6);
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor first = update.graph().constant(initial);
    Tensor b1 = update.knob("beta1", adam.beta1());
    Tensor b2 = update.knob("beta2", adam.beta2());
    Tensor v =
        update.set(
            "mean", b1.times(update.slot("mean", first)).plus(b1.subtractedFrom(1).times(g)));
    Tensor before = update.slot("square", first);
    Tensor change = before.minus(g.square()).map(UnaryFunction.SIGN).times(g.square());
    Tensor s = update.set("square", before.minus(b2.subtractedFrom(1).times(change)));
    Tensor vHat = update.corrected(v, "beta1");
    return vHat.dividedBy(adam.denominator(s, adam.correction(update), update));
  }
}
