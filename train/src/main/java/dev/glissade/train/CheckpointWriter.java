package dev.glissade.train;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Meaning;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// Writes the checkpoints of a training, if it has any, and knows when the next one is due.
final class CheckpointWriter {
  private final Optional<Trainer.Checkpoints> where;
  private final Consumer<TrainEvent> listener;
  private long lastTime = System.nanoTime();
  private long lastStep;

  CheckpointWriter(Optional<Trainer.Checkpoints> where, Consumer<TrainEvent> listener) {
    this.where = where;
    this.listener = listener;
  }

  boolean isOn() {
    return where.isPresent();
  }

  Optional<Meaning> meaning() {
    return where.flatMap(Trainer.Checkpoints::meaning);
  }

  /// Counts steps and time from here.
  void beginAt(long step) {
    lastStep = step;
  }

  boolean isDue(Clock clock) {
    long nanos = System.nanoTime() - lastTime;
    return where.filter(it -> it.every().isDue(clock.step() - lastStep, nanos)).isPresent();
  }

  /// @param loss of an epoch that ends here
  void write(Checkpoint checkpoint, OptionalDouble loss) {
    Trainer.Checkpoints to = where.orElseThrow();
    CheckpointFolder folder = new CheckpointFolder(to.folder(), to.keep());
    Path file =
        loss.isPresent() ? folder.write(checkpoint, loss.getAsDouble()) : folder.write(checkpoint);
    lastTime = System.nanoTime();
    lastStep = checkpoint.clock().step();
    listener.accept(new TrainEvent.CheckpointWritten(checkpoint.clock(), file));
  }
}
