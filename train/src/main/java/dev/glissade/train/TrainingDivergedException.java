package dev.glissade.train;

/// The loss became NaN or infinite. The message names the step, the learning rate and the first
/// tensor that was not finite.
public final class TrainingDivergedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final long step;
  private final double learningRate;
  private final String firstBad;

  /// Divergence at `step`, counted from 0.
  public TrainingDivergedException(long step, double learningRate, String firstBad) {
    super(
        "train: expected a finite loss, but got none at step %d with learning-rate=%s; first not finite: %s — help: lower the learning rate, or clip with --clip-norm 1"
            .formatted(step, learningRate, firstBad));
    this.step = step;
    this.learningRate = learningRate;
    this.firstBad = firstBad;
  }

  /// The step, counted from 0.
  public long step() {
    return step;
  }

  /// The learning rate of that step.
  public double learningRate() {
    return learningRate;
  }

  /// The first tensor that was not finite.
  public String firstBad() {
    return firstBad;
  }
}
