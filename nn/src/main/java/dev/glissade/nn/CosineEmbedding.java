package dev.glissade.nn;

import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// Pulls pairs of vectors together or apart: `1 - cos(a, b)` for the target 1, `max(cos(a, b) -
/// margin, 0)` for -1. `output [batch, 2 n]` holds `a` and `b` one after the other, targets are
/// `[batch]`. PyTorch: `cosine_embedding_loss`.
public record CosineEmbedding(double margin) implements Loss {
  private static final double SMALLEST = 1e-12;

  /// Checks the margin.
  public CosineEmbedding {
    Losses.checkMargin("CosineEmbedding", margin);
  }

  /// With margin 0.
  public static CosineEmbedding of() {
    return new CosineEmbedding(0);
  }

  @Override
  public Shape targets(Shape output) {
    return Losses.indices(output);
  }

  @Override
  public Tensor apply(Tensor output, Tensor targets, Reduction reduction) {
    Losses.checkTargets(this, output, targets);
    Tensor a = Losses.part(label(), output, 0, 2);
    Tensor b = Losses.part(label(), output, 1, 2);
    Tensor cosine = CosineSimilarity.cosine(a, b, squares(a).times(squares(b)));
    Tensor apart = Losses.positivePart(cosine.minus(margin));
    return Loss.reduce(targets.select(cosine.subtractedFrom(1), apart), reduction);
  }

  private static Tensor squares(Tensor x) {
    return Losses.rowSum(x.square()).plus(SMALLEST);
  }
}
