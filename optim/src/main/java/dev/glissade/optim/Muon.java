package dev.glissade.optim;

import dev.glissade.engine.Op;
import dev.glissade.engine.Tensor;
import java.util.List;

/// Muon (Jordan et al. 2024): momentum whose direction is made orthogonal. All singular values of
/// the matrix become about 1, by five steps of `X ← a X + (b A + c A²) X` with `A = X Xᵀ`. For
/// matrices only; biases, γ and β need another optimiser (`ByRole`).
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
    boolean isUnitARow)
    implements Optimizer {
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;
  private static final int STEPS = 5;
  private static final double LEAST_NORM = 1e-7;
  private static final double OPTAX_EPSILON = 1e-8;
  private static final double RMS_OF_ADAM = 0.2;

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

  private Tensor momentum(Tensor g, Update update) {
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
    if (segment.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "muon: expected matrices, but got %s %s — help: use ByRole with another optimiser for the rest"
              .formatted(segment.path(), segment.shape()));
    }
    double rows = x.shape().extent(0);
    double columns = x.shape().extent(1);
    double outputs = isUnitARow ? rows : columns;
    double inputs = isUnitARow ? columns : rows;
    double factor =
        switch (scale) {
          case ORIGINAL -> Math.sqrt(Math.max(1, outputs / inputs));
          case LIKE_ADAM -> RMS_OF_ADAM * Math.sqrt(Math.max(outputs, inputs));
        };
    return orthogonal(x).times(factor);
  }

  /// The smaller of both products, `X Xᵀ` or `Xᵀ X`, is used.
  private Tensor orthogonal(Tensor matrix) {
    boolean isTall = matrix.shape().extent(0) > matrix.shape().extent(1);
    Tensor norm = matrix.norm();
    Tensor divisor =
        switch (dialect) {
          case TEXTBOOK, KERAS -> norm.plus(LEAST_NORM);
          case PYTORCH -> norm.maximum(LEAST_NORM);
          case OPTAX -> norm.plus(OPTAX_EPSILON);
        };
    Tensor x = matrix.dividedBy(divisor);
    for (int i = 0; i < STEPS; i++) {
      Tensor square = x.graph().add(new Op.MatMul(isTall, !isTall), x, x);
      Tensor polynomial = square.times(B).plus(square.matMul(square).times(C));
      Tensor product = isTall ? x.matMul(polynomial) : polynomial.matMul(x);
      x = x.times(A).plus(product);
    }
    return x;
  }
}
