package dev.glissade.optim;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import java.util.Collections;
import java.util.List;

/// Muon (Jordan et al. 2024): momentum whose direction is made orthogonal. All singular values of
/// the matrix become about 1, by five steps of `X ← a X + (b A + c A²) X` with `A = X Xᵀ`. For
/// matrices only; biases, γ and β need another optimiser (`ByRole`). `Iteration.POLAR_EXPRESS` has
/// other `a`, `b`, `c` in every step, which come closer to 1.
///
/// The momentum is the textbook's, Nesterov's form `β v + (1 - β) g`, in PyTorch; the same,
/// corrected for its beginning, in Optax; `v ← β v + g` in Keras. Decay is to be added decoupled.
///
/// @param scale how long the change of a matrix is
/// @param isUnitARow whether matrices are `[outputs, inputs]`, as in PyTorch
public record Muon(
    Schedule learningRate,
    double beta,
    boolean isNesterov,
    Scale scale,
    Dialect dialect,
    boolean isUnitARow,
    Iteration iteration)
    implements Optimizer {
  static final double RMS_OF_ADAM = 0.2;
  private static final int STEPS = 5;
  private static final double LEAST_NORM = 1e-7;
  private static final double OPTAX_EPSILON = 1e-8;

  /// How a matrix is made orthogonal.
  public enum Iteration {
    /// The author's five equal steps; singular values end between 0.68 and 1.21.
    NEWTON_SCHULZ(Collections.nCopies(STEPS, new Step(3.4445, -4.7750, 2.0315))),
    /// The five best steps in turn (Amsel et al. 2025), 0.84 to 1.15; of a matrix whose norm is
    /// 1.02 times too large, since rounding must not lead above 1.
    POLAR_EXPRESS(
        List.of(
            new Step(8.156554524902461, -22.48329292557795, 15.878769915207462),
            new Step(4.042929935166739, -2.808917465908714, 0.5000178451051316),
            new Step(3.8916678022926607, -2.772484153217685, 0.5060648178503393),
            new Step(3.285753657755655, -2.3681294933425376, 0.46449024233003106),
            new Step(2.3465413258596377, -1.7097828382687081, 0.42323551169305323)));

    private final List<Step> steps;

    Iteration(List<Step> steps) {
      this.steps = steps;
    }
  }

  private record Step(double a, double b, double c) {}

  /// How long the change of a matrix is.
  public enum Scale {
    /// `√max(1, outputs / inputs)`: the author's, PyTorch's and Optax' usual one.
    ORIGINAL,
    /// `0.2 √max(outputs, inputs)`, about as long as Adam's: PyTorch's `match_rms_adamw`, Keras,
    /// Optax' `consistent_rms` of 0.2.
    LIKE_ADAM
  }

  /// Checks β.
  public Muon {
    Betas.check("beta", beta);
  }

  /// With the author's iteration.
  public Muon(
      Schedule learningRate,
      double beta,
      boolean isNesterov,
      Scale scale,
      Dialect dialect,
      boolean isUnitARow) {
    this(learningRate, beta, isNesterov, scale, dialect, isUnitARow, Iteration.NEWTON_SCHULZ);
  }

  /// With another iteration.
  public Muon with(Iteration other) {
    return new Muon(learningRate, beta, isNesterov, scale, dialect, isUnitARow, other);
  }

  /// With β 0.95 and Nesterov's form.
  public static Muon of(double rate) {
    return new Muon(Schedule.constant(rate), 0.95, true, Scale.ORIGINAL, Dialect.TEXTBOOK, false);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::direction);
  }

  private Tensor direction(Tensor g, Update update) {
    Tensor momentum = momentum(g, update);
    return update.each(momentum, this::scaled);
  }

  /// `v`, before it is made orthogonal.
  Tensor momentum(Tensor g, Update update) {
    Tensor b = update.knob("momentum", beta);
    if (dialect == Dialect.KERAS) {
      Tensor v = update.set("velocity", b.times(update.slot("velocity")).plus(g));
      return isNesterov ? g.plus(b.times(v)) : v;
    }
    Tensor v = update.average("velocity", g, b);
    if (dialect == Dialect.OPTAX) {
      Tensor corrected = update.corrected(v, "momentum");
      Tensor ahead = update.productOf("momentum").times(b).subtractedFrom(1);
      Tensor now = update.corrected(b.subtractedFrom(1).times(g), "momentum");
      return isNesterov ? v.times(b.dividedBy(ahead)).plus(now) : corrected;
    }
    return isNesterov ? b.times(v).plus(b.subtractedFrom(1).times(g)) : v;
  }

  private Tensor scaled(Tensor x, Update.Segment segment) {
    Tensor o = orthogonal(x, segment);
    double rows = x.shape().extent(0);
    double columns = x.shape().extent(1);
    double outputs = isUnitARow ? rows : columns;
    double inputs = isUnitARow ? columns : rows;
    double factor =
        switch (scale) {
          case ORIGINAL -> Math.sqrt(Math.max(1, outputs / inputs));
          case LIKE_ADAM -> RMS_OF_ADAM * Math.sqrt(Math.max(outputs, inputs));
        };
    return o.times(factor);
  }

  /// `O`: the smaller of both products, `X Xᵀ` or `Xᵀ X`, is used.
  Tensor orthogonal(Tensor matrix, Update.Segment segment) {
    if (segment.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "muon: expected matrices, but got %s %s — help: use ByRole with another optimiser for the rest"
              .formatted(segment.path(), segment.shape()));
    }
    boolean isTall = matrix.shape().extent(0) > matrix.shape().extent(1);
    Tensor x = matrix.dividedBy(divisor(matrix.norm()));
    for (Step step : iteration.steps) {
      Tensor square = x.graph().add(new Op.MatMul(isTall, !isTall), x, x);
      Tensor polynomial = square.times(step.b).plus(square.matMul(square).times(step.c));
      Tensor product = isTall ? x.matMul(polynomial) : polynomial.matMul(x);
      x = x.times(step.a).plus(product);
    }
    return x;
  }

  private Tensor divisor(Tensor norm) {
    if (iteration == Iteration.POLAR_EXPRESS) {
      return norm.times(1.02).plus(1e-6);
    }
    return switch (dialect) {
      case TEXTBOOK, KERAS, DL4J, DJL -> norm.plus(LEAST_NORM);
      case PYTORCH -> norm.maximum(LEAST_NORM);
      case OPTAX -> norm.plus(OPTAX_EPSILON);
    };
  }
}
