package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Attention of places to places (Vaswani et al. 2017): `softmax(Q Kᵀ / √d) V` in each of `heads`
/// heads of `d = width / heads` numbers, where `Q`, `K`, `V` and the output are dense layers of the
/// width: `x [batch, places, width] -> y [batch, places, width]`.
///
/// With `isCausal` a place attends to itself and earlier ones only. PyTorch's `MultiheadAttention`
/// stacks the three weights and stores them transposed. A place that nothing may be attended from
/// has equal weights, where PyTorch has NaN. The weights `[batch, heads, places, places]` can be
/// observed as `weights`.
public record MultiHeadAttention(int heads, boolean isCausal, Initializer initializer)
    implements Layer {
  private static final double BLOCKED = -1e30;

  /// Checks the heads.
  public MultiHeadAttention {
    if (heads < 1) {
      throw new IllegalArgumentException(
          "MultiHeadAttention: heads must be positive, but got heads=" + heads);
    }
  }

  /// Each place attends to all.
  public static MultiHeadAttention of(int heads) {
    return new MultiHeadAttention(heads, false, Initializer.glorot());
  }

  /// Each place attends to itself and earlier ones.
  public MultiHeadAttention causal() {
    return new MultiHeadAttention(heads, true, initializer);
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    return attend(x, x, Optional.empty(), scope);
  }

  /// Attention of `query [batch, targets, width]` to `memory [batch, sources, width]`; where
  /// `blocked`, which repeats to `[batch, heads, targets, sources]`, is above 0, a source may not
  /// be attended to.
  public Tensor attend(Tensor query, Tensor memory, Optional<Tensor> blocked, Scope scope) {
    check(query.shape(), memory.shape());
    int width = query.shape().extent(2);
    Dense dense = Dense.of(width).withInitializer(initializer);
    Tensor q = headsFirst(scope.apply("query", dense, query));
    Tensor k = headsFirst(scope.apply("key", dense, memory));
    Tensor v = headsFirst(scope.apply("value", dense, memory));
    double scale = 1 / Math.sqrt((double) width / heads);
    Tensor scores = products(q, k, true).times(scale);
    for (Tensor mask : masks(scores, blocked)) {
      scores = mask.select(scores.graph().constant(BLOCKED), scores);
    }
    Tensor weights = Functions.softmax(scores, -1);
    scope.observe("weights", weights);
    Tensor mixed = products(weights, v, false).transpose(0, 2, 1, 3).reshape(query.shape());
    return scope.apply("output", dense, mixed);
  }

  private void check(Shape query, Shape memory) {
    boolean fits =
        query.rank() == 3
            && memory.rank() == 3
            && query.extent(0) == memory.extent(0)
            && query.extent(2) == memory.extent(2)
            && query.extent(2) % heads == 0;
    if (!fits) {
      throw new ShapeException(
          "multiHeadAttention: expected [batch, places, a multiple of %d] for both, but got %s and %s"
              .formatted(heads, query, memory));
    }
  }

  private List<Tensor> masks(Tensor scores, Optional<Tensor> blocked) {
    List<Tensor> masks = new ArrayList<>();
    blocked.ifPresent(masks::add);
    if (isCausal) {
      int targets = scores.shape().extent(2);
      int sources = scores.shape().extent(3);
      List<Double> later = new ArrayList<>();
      for (int i = 0; i < targets; i++) {
        for (int j = 0; j < sources; j++) {
          later.add(j > i ? 1.0 : 0.0);
        }
      }
      masks.add(scores.graph().literal(Shape.of(targets, sources), later));
    }
    return masks;
  }

  /// `[batch, places, width]` as `[batch, heads, places, width / heads]`.
  private Tensor headsFirst(Tensor x) {
    int batch = x.shape().extent(0);
    int places = x.shape().extent(1);
    int size = x.shape().extent(2) / heads;
    return x.reshape(Shape.of(batch, places, heads, size)).transpose(0, 2, 1, 3);
  }

  /// The matrix product of the last two axes, for each batch and head by itself.
  private static Tensor products(Tensor a, Tensor b, boolean transposeRight) {
    int count = a.shape().extent(0) * a.shape().extent(1);
    Tensor[] parts = new Tensor[count];
    for (int i = 0; i < count; i++) {
      Op op = new Op.MatMul(false, transposeRight);
      parts[i] = a.graph().add(op, matrix(a, i), matrix(b, i));
    }
    Tensor rows = a.graph().add(new Op.Concatenate(0), parts);
    return rows.reshape(a.shape().with(3, rows.shape().extent(1)));
  }

  private static Tensor matrix(Tensor x, int index) {
    int rows = x.shape().extent(2);
    Tensor flat = x.reshape(Shape.of(x.shape().size(0, 3), x.shape().extent(3)));
    return flat.slice(0, index * rows, (index + 1) * rows);
  }
}
