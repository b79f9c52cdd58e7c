package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.Map;

/// A loss of single answers for class indices: each class is asked by itself, and the own one is
/// the positive answer. Outputs `[batch, …, classes]`, class indices as targets; the inner loss
/// sees targets of 0 and 1, or of -1 and 1 if `isSigned`, as the hinges want them.
///
/// The mean is over examples and classes.
public record OneVersusRest(ElementwiseLoss loss, boolean isSigned) implements Loss {
  /// With targets of 0 and 1.
  public static OneVersusRest of(ElementwiseLoss loss) {
    return new OneVersusRest(loss, false);
  }

  /// With targets of -1 and 1.
  public static OneVersusRest signed(ElementwiseLoss loss) {
    return new OneVersusRest(loss, true);
  }

  @Override
  public Map<String, Double> knobs() {
    return loss.knobs();
  }

  @Override
  public Shape targets(Shape output) {
    return Losses.indices(output);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Tensor hard = Losses.oneHot(this, output, targets);
    Tensor answers = isSigned ? hard.times(2).minus(1) : hard;
    return Loss.reduce(loss.values(output, answers), reduction);
  }
}
