package dev.glissade.optim;

/// Where training is: the one counter that schedules, checkpoints and random streams read.
///
/// `step` counts finished updates, `batch` those of the current epoch, `epoch` finished epochs,
/// `samples` examples seen. `stepsPerEpoch` and `plannedEpochs` give the fraction that is done.
public record Clock(
    long step, long epoch, long batch, long samples, long stepsPerEpoch, long plannedEpochs) {
  /// The beginning.
  public static Clock start(long stepsPerEpoch, long plannedEpochs) {
    return new Clock(0, 0, 0, 0, stepsPerEpoch, plannedEpochs);
  }

  /// One step of `examples` later.
  public Clock next(int examples) {
    boolean endsEpoch = batch + 1 == stepsPerEpoch;
    return new Clock(
        step + 1,
        endsEpoch ? epoch + 1 : epoch,
        endsEpoch ? 0 : batch + 1,
        samples + examples,
        stepsPerEpoch,
        plannedEpochs);
  }

  /// The same plan at another step.
  Clock movedTo(long other) {
    return new Clock(
        other, other / stepsPerEpoch, other % stepsPerEpoch, samples, stepsPerEpoch, plannedEpochs);
  }

  /// The same moment under a plan of `epochs`.
  Clock planned(long epochs) {
    return new Clock(step, epoch, batch, samples, stepsPerEpoch, epochs);
  }

  /// The finished part of the plan, 0 to 1.
  public double fraction() {
    long planned = stepsPerEpoch * plannedEpochs;
    return planned == 0 ? 0 : Math.min(1, (double) step / planned);
  }

  /// Whether all planned epochs are done.
  public boolean isDone() {
    return epoch >= plannedEpochs;
  }
}
