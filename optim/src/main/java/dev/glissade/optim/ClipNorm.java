package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Scales all gradients together so that their Euclidean norm is at most `limit`:
/// `g · min(1, limit / ‖g‖)` (Pascanu et al. 2013). The norm is accumulated in double, so it
/// neither overflows nor vanishes. PyTorch divides by `‖g‖ + 1e-6`.
public record ClipNorm(double limit, Dialect dialect) implements Transform {
  private static final double PYTORCH_EPSILON = 1e-6;

  /// Checks the limit.
  public ClipNorm {
    if (!(limit > 0)) {
      throw new IllegalArgumentException(
          "clip-norm: limit must be positive, but got limit=" + limit);
    }
  }

  @Override
  public Tensor apply(Tensor gradient, Update update) {
    return applyToAll(List.of(gradient), List.of(update)).getFirst();
  }

  @Override
  public List<Tensor> applyToAll(List<Tensor> gradients, List<Update> updates) {
    Update first = updates.getFirst();
    Tensor norm = Jointly.norm(gradients);
    Tensor divisor = dialect == Dialect.PYTORCH ? norm.plus(PYTORCH_EPSILON) : norm;
    Tensor scale = first.knob("clip-norm", limit).dividedBy(divisor).minimum(1);
    return gradients.stream().map(gradient -> gradient.times(scale)).toList();
  }
}
