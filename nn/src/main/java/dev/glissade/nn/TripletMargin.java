package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// `max(margin + ‖a - p + ε‖ - ‖a - n + ε‖, 0)`: an anchor `a` is to be nearer to a positive than
/// to a negative example (Schroff et al. 2015), in Euclidean distance. `output [batch, 3 n]` holds
/// `a`, `p` and `n` one after the other; targets `[batch]` are not read. ε, 1e-6 in each
/// coordinate, keeps equal vectors from a slope that is not finite. PyTorch: `triplet_margin_loss`.
public record TripletMargin(double margin, double epsilon) implements Loss {
  /// Checks margin and ε.
  public TripletMargin {
    Losses.checkMargin("TripletMargin", margin);
    Losses.checkPositive("TripletMargin", "epsilon", epsilon);
  }

  /// With margin 1.
  public static TripletMargin of() {
    return new TripletMargin(1, 1e-6);
  }

  @Override
  public Shape targets(Shape output) {
    return Losses.indices(output);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Tensor anchor = Losses.part(label(), output, 0, 3);
    Tensor near = distance(anchor, Losses.part(label(), output, 1, 3));
    Tensor far = distance(anchor, Losses.part(label(), output, 2, 3));
    return Loss.reduce(Losses.positivePart(near.minus(far).plus(margin)), reduction);
  }

  private Tensor distance(Tensor a, Tensor b) {
    return Losses.rowSum(a.minus(b).plus(epsilon).square()).squareRoot();
  }
}
