package dev.glissade.optim;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// NovoGrad (Ginsburg et al. 2019), with one second moment for each parameter as a whole:
///
/// `s ← β₂ s + (1 - β₂) ‖g‖²` (`‖g‖²` in the first step), then
/// `m ← β₁ m + g / (√s + ε) + λ θ; θ ← θ - α m`.
public record NovoGrad(
    Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  /// Checks β, ε and λ.
  public NovoGrad {
    Betas.check("beta1", beta1);
    Betas.check("beta2", beta2);
    Betas.checkEpsilon(epsilon);
    Betas.check("weight-decay", weightDecay);
  }

  /// With β 0.9 and 0.25, ε 1e-6 and no decay.
  public static NovoGrad of(double rate) {
    return new NovoGrad(Schedule.constant(rate), 0.9, 0.25, 1e-6, 0);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor b2 = update.knob("beta2", beta2);
    Tensor e = update.knob("epsilon", epsilon);
    Tensor before = update.slot("square", Shape.of(update.segments().size()));
    List<Tensor> squares = new ArrayList<>();
    Tensor normalized =
        update.each(
            g,
            (part, _) -> {
              int i = squares.size();
              Tensor square = part.norm().square().reshape(Shape.of(1));
              Tensor averaged =
                  b2.times(before.slice(0, i, i + 1)).plus(b2.subtractedFrom(1).times(square));
              Tensor s = update.step().greater(1).select(averaged, square);
              squares.add(s);
              return part.dividedBy(s.squareRoot().plus(e).reshape(Shape.of()));
            });
    update.set("square", update.join(squares));
    Tensor decayed = update.parameter().times(update.knob("weight-decay", weightDecay));
    Tensor faded = update.knob("beta1", beta1).times(update.slot("mean"));
    return update.set("mean", faded.plus(normalized).plus(decayed));
  }
}
