package dev.glissade.optim;

import java.util.List;

/// Leaves parameters as they are, bit for bit, and remembers nothing: for a part of a `Partition`.
/// Gradients that nobody else needs are not computed.
public record Frozen() implements Optimizer {
  @Override
  public Schedule learningRate() {
    return Schedule.constant(0);
  }

  @Override
  public boolean isScaled() {
    return true;
  }

  @Override
  public List<Transform> transforms() {
    return List.of((g, _) -> g.graph().constant(0).broadcast(g.shape()));
  }
}
