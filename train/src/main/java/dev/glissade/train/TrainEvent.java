package dev.glissade.train;

import dev.glissade.optim.Clock;
import java.nio.file.Path;
import java.util.Optional;

/// What a training run tells its listeners, in the order in which it happens.
public sealed interface TrainEvent {
  /// Where training was.
  Clock clock();

  /// One of the steps that are reported.
  record StepFinished(Clock clock, double seconds, double cost, double learningRate)
      implements TrainEvent {}

  /// The step before `clock` as it was looked at, one of very many.
  record Observed(Clock clock, double seconds, Observation observation) implements TrainEvent {}

  /// An epoch is over; `trainLoss` is the mean cost of its steps.
  record EpochFinished(
      Clock clock,
      double seconds,
      double trainLoss,
      Optional<Metrics> validation,
      double learningRate)
      implements TrainEvent {}

  /// A checkpoint is on disk.
  record CheckpointWritten(Clock clock, Path file) implements TrainEvent {}

  /// A number was changed while training ran.
  record KnobChanged(Clock clock, String knob, double before, double after) implements TrainEvent {}

  /// Training ended before its plan: patience ran out, or somebody asked.
  record Stopped(Clock clock, String reason) implements TrainEvent {}

  /// The cost jumped, and training went back; what happens next happens for the second time.
  record Spiked(Clock clock, Spike spike) implements TrainEvent {}

  /// The loss is no longer finite.
  record Diverged(Clock clock, String message) implements TrainEvent {}
}
