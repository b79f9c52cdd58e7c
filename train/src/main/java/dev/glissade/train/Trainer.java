package dev.glissade.train;

import dev.glissade.data.Splits;
import dev.glissade.engine.Shape;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Model;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Optimizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// How a model is to be trained. A value: each method gives a changed copy.
///
/// ```java
/// Run run = Trainer.of(layers, SoftmaxCrossEntropy.of()).epochs(30).seed(7).fit(splits);
/// ```
public final class Trainer {
  /// All settings.
  ///
  /// `patience` epochs without a better validation loss end the training and restore the best
  /// epoch; 0 switches that off.
  public record Settings(
      Layer layer,
      Loss loss,
      Optimizer optimizer,
      BatchSize batchSize,
      int epochs,
      int patience,
      double l2,
      long seed,
      int threads) {
    /// Checks the numbers.
    public Settings {
      if (epochs < 0) {
        throw new IllegalArgumentException("epochs: expected at least 0, but got " + epochs);
      }
      if (patience < 0) {
        throw new IllegalArgumentException("patience: expected at least 0, but got " + patience);
      }
    }
  }

  /// Where and how often checkpoints are written: after each epoch, and when `every` has passed
  /// within one.
  public record Checkpoints(Path folder, Duration every) {}

  /// Who hears of the training, and who may end it; both are asked at step boundaries.
  public record Control(
      Consumer<TrainEvent> listener, BooleanSupplier shouldStop, int reportEverySteps) {}

  private final Settings settings;
  private final Optional<Checkpoints> checkpoints;
  private final Control control;

  private Trainer(Settings settings, Optional<Checkpoints> checkpoints, Control control) {
    this.settings = settings;
    this.checkpoints = checkpoints;
    this.control = control;
  }

  /// Adam, batches of 64, 30 epochs, seed 0, all cores.
  public static Trainer of(Layer layer, Loss loss) {
    int cores = Runtime.getRuntime().availableProcessors();
    return of(new Settings(layer, loss, Adam.of(), new BatchSize.Fixed(64), 30, 0, 0, 0, cores));
  }

  /// With these settings, without checkpoints and listeners.
  public static Trainer of(Settings settings) {
    return new Trainer(settings, Optional.empty(), new Control(_ -> {}, () -> false, 0));
  }

  private Trainer with(Settings changed) {
    return new Trainer(changed, checkpoints, control);
  }

  /// With another optimiser.
  public Trainer optimizer(Optimizer optimizer) {
    Settings s = settings;
    return with(
        new Settings(
            s.layer,
            s.loss,
            optimizer,
            s.batchSize,
            s.epochs,
            s.patience,
            s.l2,
            s.seed,
            s.threads));
  }

  /// With batches of this many examples.
  public Trainer batchSize(int examples) {
    return batchSize(new BatchSize.Fixed(examples));
  }

  /// With batches of another size.
  public Trainer batchSize(BatchSize size) {
    Settings s = settings;
    return with(
        new Settings(
            s.layer, s.loss, s.optimizer, size, s.epochs, s.patience, s.l2, s.seed, s.threads));
  }

  /// With another number of epochs.
  public Trainer epochs(int epochs) {
    Settings s = settings;
    return with(
        new Settings(
            s.layer,
            s.loss,
            s.optimizer,
            s.batchSize,
            epochs,
            s.patience,
            s.l2,
            s.seed,
            s.threads));
  }

  /// Ending when the validation loss has not improved for this many epochs.
  public Trainer patience(int epochs) {
    Settings s = settings;
    return with(
        new Settings(
            s.layer, s.loss, s.optimizer, s.batchSize, s.epochs, epochs, s.l2, s.seed, s.threads));
  }

  /// With L2 regularisation of weights, λ of `J = loss + λ / (2 m) Σ ‖W‖²`.
  public Trainer l2(double lambda) {
    Settings s = settings;
    return with(
        new Settings(
            s.layer,
            s.loss,
            s.optimizer,
            s.batchSize,
            s.epochs,
            s.patience,
            lambda,
            s.seed,
            s.threads));
  }

  /// With another seed of first weights, order of examples and dropout.
  public Trainer seed(long seed) {
    Settings s = settings;
    return with(
        new Settings(
            s.layer,
            s.loss,
            s.optimizer,
            s.batchSize,
            s.epochs,
            s.patience,
            s.l2,
            seed,
            s.threads));
  }

  /// With this many threads; the result is the same to the bit.
  public Trainer threads(int threads) {
    Settings s = settings;
    return with(
        new Settings(
            s.layer,
            s.loss,
            s.optimizer,
            s.batchSize,
            s.epochs,
            s.patience,
            s.l2,
            s.seed,
            threads));
  }

  /// With checkpoints in a folder.
  public Trainer checkpoints(Path folder, Duration every) {
    return new Trainer(settings, Optional.of(new Checkpoints(folder, every)), control);
  }

  /// With a listener, who is called between steps and must not take long; steps are reported every
  /// `steps`, 0 for never.
  public Trainer listener(Consumer<TrainEvent> listener, int steps) {
    return new Trainer(settings, checkpoints, new Control(listener, control.shouldStop, steps));
  }

  /// Ending after the step during which `shouldStop` becomes true, with a checkpoint.
  public Trainer stopWhen(BooleanSupplier shouldStop) {
    Control changed = new Control(control.listener, shouldStop, control.reportEverySteps);
    return new Trainer(settings, checkpoints, changed);
  }

  /// All settings.
  public Settings settings() {
    return settings;
  }

  /// Trains on the first part, watches the second, and evaluates the third at the end.
  ///
  /// @throws dev.glissade.engine.ShapeException if the layers do not fit the examples
  /// @throws TrainingDivergedException if the loss is no longer finite
  public Run fit(Splits splits) {
    try (TrainingRun run = start(splits)) {
      return run.finish();
    }
  }

  /// A training that has not begun, for those who want to restore a checkpoint or change knobs.
  public TrainingRun start(Splits splits) {
    Model model = Model.of(settings.layer, Shape.of(splits.train().featureShape()));
    return new TrainingRun(settings, model, splits, checkpoints, control);
  }
}
