package dev.glissade.optim;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;

/// SOAP (Vyas et al. 2024): Adam in the basis of the eigenvectors of Shampoo's two matrices. For a
/// matrix `G` of gradients with bases `P` of rows and `Q` of columns:
///
/// `m ← β₁ m + (1 - β₁) G; v ← β₂ v + (1 - β₂) (Pᵀ G Q)²; θ ← θ - α P (Pᵀ m̂ Q / (√v̂ + ε)) Qᵀ`,
/// then `L ← β₂ L + (1 - β₂) G Gᵀ; R ← β₂ R + (1 - β₂) Gᵀ G`
///
/// and in the first and every `every`-th step `P` and `Q` become the eigenvectors of `L` and `R`.
/// As in the authors' code, the first step moves nothing, so that a gradient is never seen in a
/// basis made of itself; they improve `Q` by one step of the power method where we go to the end. A
/// side longer than `most` keeps its own axes, and so does a parameter that is not a matrix, which
/// has Adam then.
///
/// @param adam α, β₁, β₂ and ε
/// @param every steps between new bases, 10
/// @param most the longest side that has a basis of its own; one costs about `most³` operations
public record Soap(Adam adam, int every, int most) implements Optimizer {
  /// Checks the numbers.
  public Soap {
    if (every < 1 || most < 0) {
      throw new IllegalArgumentException(
          "soap: expected every >= 1 and most >= 0, but got %d and %d".formatted(every, most));
    }
  }

  /// With β 0.95 and 0.95, ε 1e-8, new bases every 10 steps, and sides of up to 256.
  public static Soap of(double rate) {
    return new Soap(new Adam(Schedule.constant(rate), 0.95, 0.95, 1e-8), 10, 256);
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
    Tensor isLater = update.step().greater(1);
    Tensor seen = isLater.select(g, g.graph().constant(0));
    Tensor m = update.average("mean", seen, update.knob("beta1", adam.beta1()));
    Tensor turned = update.each(seen, (part, segment) -> turn(part, segment, update, true));
    Tensor v = update.average("square", turned.square(), update.knob("beta2", adam.beta2()));
    Tensor mean = update.each(m, (part, segment) -> turn(part, segment, update, true));
    Tensor mHat = Update.quotient(mean, correction("beta1", adam.beta1(), update));
    Tensor root = correction("beta2", adam.beta2(), update);
    Tensor e = update.knob("epsilon", adam.epsilon());
    Tensor inBasis = mHat.dividedBy(adam.place().denominator(v, root, e));
    Tensor back = update.each(inBasis, (part, segment) -> turn(part, segment, update, false));
    update.segments().forEach(segment -> learn(update.part(g, segment), segment, update));
    return isLater.select(back, g.graph().constant(0));
  }

  /// `1 - βᵗ⁻¹`, since the averages begin with the second step.
  private static Tensor correction(String name, double beta, Update update) {
    Tensor before = update.productOf(name).dividedBy(update.knob(name, beta).maximum(1e-30));
    return update.step().greater(1).select(before.subtractedFrom(1), update.graph().constant(1));
  }

  private boolean hasBasis(Update.Segment segment, int side) {
    return segment.shape().rank() == 2 && segment.shape().extent(side) <= most;
  }

  /// `Pᵀ x Q`, or back `P x Qᵀ`.
  private Tensor turn(Tensor x, Update.Segment segment, Update update, boolean isInto) {
    Tensor result = x;
    if (hasBasis(segment, 0)) {
      result = product(basis(segment, 0, update), result, isInto, false);
    }
    if (hasBasis(segment, 1)) {
      result = product(result, basis(segment, 1, update), false, !isInto);
    }
    return result;
  }

  /// The basis before this step, which is the identity at first.
  private static Tensor basis(Update.Segment segment, int side, Update update) {
    int n = segment.shape().extent(side);
    return update.slot("basis-" + side + "/" + segment.path(), Shape.of(n, n));
  }

  /// Takes a gradient into `L` and `R`, and makes new bases of them if it is time.
  private void learn(Tensor g, Update.Segment segment, Update update) {
    for (int side = 0; side < 2; side++) {
      if (hasBasis(segment, side)) {
        Tensor square = side == 0 ? product(g, g, false, true) : product(g, g, true, false);
        String name = "outer-" + side + "/" + segment.path();
        Tensor b = update.knob("beta2", adam.beta2());
        Tensor before = update.slot(name, square.shape());
        Tensor outer = b.times(before).plus(b.subtractedFrom(1).times(square));
        update.set(name, outer);
        Tensor isDue = update.knob("soap-basis", new Periodic(every, true));
        // The eigenvectors of nothing are the basis that there is.
        Tensor looked = isDue.select(outer, g.graph().constant(0));
        Tensor basis = basis(segment, side, update);
        update.set(
            "basis-" + side + "/" + segment.path(),
            g.graph().add(new Op.EigenBasis(), looked, basis));
      }
    }
  }

  private static Tensor product(Tensor a, Tensor b, boolean isLeft, boolean isRight) {
    return a.graph().add(new Op.MatMul(isLeft, isRight), a, b);
  }
}
