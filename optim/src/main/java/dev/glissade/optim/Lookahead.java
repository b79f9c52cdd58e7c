package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// Lookahead (Zhang et al. 2019): another optimiser runs ahead, and every `every` steps slow
/// weights `s`, the slot `slow`, follow it a part of the way, where it goes on from:
///
/// `s ← s + share (θ - s); θ ← s`
///
/// As in Optax, the inner optimiser keeps its slots. What is best evaluated is the parameters after
/// a multiple of `every` steps, when they are the slow weights.
public record Lookahead(Optimizer inner, int every, double share) implements Optimizer {
  /// Checks the numbers.
  public Lookahead {
    if (every < 1 || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "lookahead: expected every >= 1 and 0 < share <= 1, but got %d and %s"
              .formatted(every, share));
    }
  }

  /// Half of the way every 5 steps.
  public static Lookahead of(Optimizer inner) {
    return new Lookahead(inner, 5, 0.5);
  }

  @Override
  public Schedule learningRate() {
    return inner.learningRate();
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  @Override
  public List<Transform> transforms() {
    return inner.scaled().after(this::follow).transforms();
  }

  private Tensor follow(Tensor change, Update update) {
    Tensor isDue = update.knob("lookahead", new Periodic(every, false));
    Tensor slow = update.slot("slow", update.parameter());
    Tensor way = update.parameter().minus(change).minus(slow);
    Tensor next = update.set("slow", isDue.select(slow.plus(way.times(share)), slow));
    return isDue.select(update.parameter().minus(next), change);
  }
}
