package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// AdaGrad (Duchi et al. 2011): `s ← s + g²; θ ← θ - α g / (√s + ε)`, beginning with `s = initial`.
///
/// ε is outside of the root in PyTorch (initial 0, ε 1e-10) and DL4J (initial ε, 1e-6), inside in
/// Keras and Optax (initial
/// 0.1, ε 1e-7). torch's `lr_decay` is a schedule, `InverseTime` by steps.
public record AdaGrad(Schedule learningRate, double initial, double epsilon, Dialect dialect)
    implements Optimizer {
  /// Checks the numbers.
  public AdaGrad {
    Ranges.requireFinite("adagrad", "initial", initial);
    Betas.checkEpsilon(epsilon);
  }

  /// As in PyTorch.
  public static AdaGrad of(double rate) {
    return new AdaGrad(Schedule.constant(rate), 0, 1e-10, Dialect.PYTORCH);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor e = update.knob("epsilon", epsilon);
    Tensor before =
        initial == 0
            ? update.slot("square")
            : update.slot("square", update.graph().constant(initial));
    Tensor s = update.set("square", before.plus(g.square()));
    return switch (dialect) {
      case TEXTBOOK, PYTORCH, DL4J, DJL -> g.dividedBy(s.squareRoot().plus(e));
      case KERAS, OPTAX -> g.dividedBy(s.plus(e).squareRoot());
    };
  }
}
