package dev.glissade.train;

import dev.glissade.optim.Clock;
import java.util.Map;

/// Whether a training can go on from a checkpoint.
///
/// @param start the clock before the first step
/// @param examples of the training part
/// @param batch examples of a batch
record Continuation(Network network, Clock start, int examples, int batch) {
  /// The clock to go on with: the checkpoint's, under the plan of this training.
  ///
  /// @throws CheckpointException if it was made with another seed, other batches or another
  ///     optimiser
  Clock from(Checkpoint checkpoint) {
    Clock kept = checkpoint.clock();
    long seed = checkpoint.origin().seed();
    if (seed != network.seed() || !isOfThisPlan(kept)) {
      throw new CheckpointException(
          "resume: expected seed %d and %d steps per epoch in batches of %d, but got seed %d and %s — help: data, seed and batch size must be those of the run"
              .formatted(network.seed(), start.stepsPerEpoch(), batch, seed, kept));
    }
    checkProducts(checkpoint.products());
    checkpoint.best().ifPresent(other -> checkProducts(other.products()));
    return new Clock(
        kept.step(),
        kept.epoch(),
        kept.batch(),
        kept.samples(),
        kept.stepsPerEpoch(),
        start.plannedEpochs());
  }

  /// Whether these batches can have led to this place.
  private boolean isOfThisPlan(Clock kept) {
    long perEpoch = start.stepsPerEpoch();
    return kept.stepsPerEpoch() == perEpoch
        && kept.batch() >= 0
        && kept.batch() < perEpoch
        && kept.epoch() >= 0
        && kept.step() == kept.epoch() * perEpoch + kept.batch()
        && kept.samples() == kept.epoch() * examples + kept.batch() * batch;
  }

  private void checkProducts(Map<String, Double> kept) {
    if (!kept.keySet().equals(network.products())) {
      throw new CheckpointException(
          "resume: expected the products of %s, but got those of %s — help: this is a checkpoint of another model"
              .formatted(network.products(), kept.keySet()));
    }
  }
}
