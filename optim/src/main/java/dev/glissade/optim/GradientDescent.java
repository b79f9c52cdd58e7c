package dev.glissade.optim;

import java.util.List;

/// Gradient descent: `θ ← θ - α g`. Batch, mini-batch or stochastic depending on the batch size.
public record GradientDescent(Schedule learningRate) implements Optimizer {
  /// With a learning rate of 0.1.
  public static GradientDescent of() {
    return new GradientDescent(Schedule.constant(0.1));
  }

  /// With another learning rate.
  public GradientDescent learningRate(Schedule schedule) {
    return new GradientDescent(schedule);
  }

  /// With another learning rate.
  public GradientDescent learningRate(double rate) {
    return learningRate(Schedule.constant(rate));
  }

  @Override
  public List<Transform> transforms() {
    return List.of();
  }
}
