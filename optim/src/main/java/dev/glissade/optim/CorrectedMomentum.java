package dev.glissade.optim;

import dev.glissade.engine.Tensor;
import java.util.List;

/// The textbook's momentum with bias correction: `v ← β v + (1 - β) g; θ ← θ - α v / (1 - Πβ)`, so
/// that the first steps are as long as the later ones.
public record CorrectedMomentum(Schedule learningRate, double beta) implements Optimizer {
  /// Checks β.
  public CorrectedMomentum {
    Betas.check("beta", beta);
  }

  @Override
  public List<Transform> transforms() {
    return List.of(this::velocity);
  }

  private Tensor velocity(Tensor g, Update update) {
    return update.corrected(update.average("velocity", g, update.knob("beta", beta)), "beta");
  }
}
