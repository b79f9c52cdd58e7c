package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// RMSProp (Hinton 2012): `s ← β s + (1 - β) g²; θ ← θ - α g / √(s + ε)`, ε inside the root, as in
/// Keras and Optax. PyTorch's and DL4J's dialect has it outside: `g / (√s + ε)`.
///
/// @param isCentered divides by the spread `s - m²`, `m` the average of `g` (Graves 2013)
/// @param isCorrected divides `s` (and `m`) by `1 - Πβ`; with ε outside this is Adam with β₁ 0
/// @param initial the first `s`: 1 in the old TensorFlow, otherwise 0
public record RmsProp(
    Schedule learningRate,
    double beta,
    double epsilon,
    Dialect dialect,
    boolean isCentered,
    boolean isCorrected,
    double initial)
    implements Optimizer {
  /// Checks β and ε.
  public RmsProp {
    Betas.check("beta", beta);
    Betas.checkEpsilon(epsilon);
    Ranges.requireFinite("rmsprop", "initial", initial);
  }

  /// Neither centred nor corrected.
  public RmsProp(Schedule learningRate, double beta, double epsilon, Dialect dialect) {
    this(learningRate, beta, epsilon, dialect, false, false, 0);
  }

  /// With a learning rate of 0.001, β 0.9 and ε 1e-8.
  public static RmsProp of() {
    return new RmsProp(Schedule.constant(0.001), 0.9, 1e-8, Dialect.TEXTBOOK);
  }

  /// With another learning rate.
  public RmsProp learningRate(Schedule schedule) {
    return new RmsProp(schedule, beta, epsilon, dialect, isCentered, isCorrected, initial);
  }

  /// With another learning rate.
  public RmsProp learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  /// Divides by the spread instead of the mean square.
  public RmsProp centered() {
    return new RmsProp(learningRate, beta, epsilon, dialect, true, isCorrected, initial);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::normalized);
  }

  private Tensor normalized(Tensor g, Update update) {
    Tensor e = update.knob("epsilon", epsilon);
    Tensor s = spread(g, update);
    return dialect == Dialect.PYTORCH || dialect == Dialect.DL4J
        ? g.dividedBy(s.squareRoot().plus(e))
        : g.dividedBy(s.plus(e).squareRoot());
  }

  private Tensor spread(Tensor g, Update update) {
    Tensor b = update.knob("beta", beta);
    Tensor squares = update.average("square", g.square(), b);
    if (initial > 0) {
      Tensor before = update.slot("square", update.graph().constant(initial));
      squares = update.set("square", b.times(before).plus(b.subtractedFrom(1).times(g.square())));
    }
    Tensor s = isCorrected ? update.corrected(squares, "beta") : squares;
    if (!isCentered) {
      return s;
    }
    Tensor mean = update.average("mean", g, b);
    return s.minus((isCorrected ? update.corrected(mean, "beta") : mean).square());
  }
}
