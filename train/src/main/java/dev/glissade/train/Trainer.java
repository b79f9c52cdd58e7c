package dev.glissade.train;

import dev.glissade.data.Splits;
import dev.glissade.engine.Shape;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Loss;
import dev.glissade.nn.Model;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Averaged;
import dev.glissade.optim.Meaning;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Plateau;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Span;
import dev.glissade.optim.WeightAverage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// How a model is to be trained. A value: each method gives a changed copy.
///
/// ```java
/// Run run = Trainer.of(layers, SoftmaxCrossEntropy.of()).epochs(30).seed(7).fit(splits);
/// ```
public final class Trainer {
  /// How steps are taken, and when they end before the plan does.
  ///
  /// @param accumulate the parts in which a batch goes through the network
  /// @param average of the parameters, which is evaluated and kept
  /// @param plateau what reduces the learning rate when the validation loss no longer improves
  /// @param stopping what ends the training then
  /// @param statistics of batch normalisations where the network is evaluated and kept
  /// @param schedules of knobs besides the learning rate, by name
  public record Loop(
      int accumulate,
      Optional<WeightAverage> average,
      Optional<Reduction> plateau,
      EarlyStopping stopping,
      NormStatistics statistics,
      Map<String, Schedule> schedules) {
    /// Batches at once, and nothing else.
    public static final Loop USUAL =
        new Loop(
            1,
            Optional.empty(),
            Optional.empty(),
            EarlyStopping.NEVER,
            NormStatistics.RUNNING,
            Map.of());

    /// Checks the number of parts.
    public Loop {
      schedules = Map.copyOf(schedules);
      if (accumulate < 1) {
        throw new IllegalArgumentException(
            "accumulate: expected at least 1, but got " + accumulate);
      }
    }

    Loop accumulate(int other) {
      return new Loop(other, average, plateau, stopping, statistics, schedules);
    }

    Loop average(WeightAverage other) {
      return new Loop(accumulate, Optional.of(other), plateau, stopping, statistics, schedules);
    }

    Loop plateau(Reduction other) {
      return new Loop(accumulate, average, Optional.of(other), stopping, statistics, schedules);
    }

    Loop stopping(EarlyStopping other) {
      return new Loop(accumulate, average, plateau, other, statistics, schedules);
    }

    Loop statistics(NormStatistics other) {
      return new Loop(accumulate, average, plateau, stopping, other, schedules);
    }

    Loop schedule(String knob, Schedule schedule) {
      Map<String, Schedule> more = new HashMap<>(schedules);
      more.put(knob, schedule);
      return new Loop(accumulate, average, plateau, stopping, statistics, more);
    }
  }

  /// A plateau rule that works on the learning rate, which is `schedule / first · rate of the
  /// rule`; the rule begins with `first`. With 1 its rate is a factor (Optax); with the learning
  /// rate of a constant schedule the rule has that rate in hand, to the last bit (torch, Keras).
  public record Reduction(Plateau rule, double first) {}

  /// All settings.
  public record Settings(
      Layer layer,
      Loss loss,
      Optimizer optimizer,
      BatchSize batchSize,
      int epochs,
      Loop loop,
      Regularization regularization,
      long seed,
      int threads) {
    /// The optimiser, with the average of the loop.
    Optimizer averaged() {
      return loop.average().<Optimizer>map(each -> new Averaged(optimizer, each)).orElse(optimizer);
    }

    /// Checks the numbers.
    public Settings {
      if (epochs < 0) {
        throw new IllegalArgumentException("epochs: expected at least 0, but got " + epochs);
      }
    }
  }

  /// Where and how often checkpoints are written: after each epoch, and as often as `every` says
  /// within one. They say what the optimiser's name stands for, if it has one.
  public record Checkpoints(
      Path folder, CheckpointInterval every, Keep keep, Optional<Meaning> meaning) {}

  /// Who hears of the training, and who may end it, both asked at step boundaries; and what is done
  /// about spikes.
  public record Control(
      Consumer<TrainEvent> listener,
      BooleanSupplier shouldStop,
      int reportEverySteps,
      SpikePolicy onSpike) {}

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
    return of(
        new Settings(
            layer,
            loss,
            Adam.of(),
            new BatchSize.Fixed(64),
            30,
            Loop.USUAL,
            Regularization.NONE,
            0,
            cores));
  }

  /// With these settings, without checkpoints and listeners.
  public static Trainer of(Settings settings) {
    return new Trainer(
        settings, Optional.empty(), new Control(_ -> {}, () -> false, 0, SpikePolicy.STOP));
  }

  /// The settings while one of them is changed.
  private static final class Draft {
    private final Layer layer;
    private final Loss loss;
    private Optimizer optimizer;
    private BatchSize batchSize;
    private int epochs;
    private Loop loop;
    private Regularization regularization;
    private long seed;
    private int threads;

    private Draft(Settings from) {
      layer = from.layer;
      loss = from.loss;
      optimizer = from.optimizer;
      batchSize = from.batchSize;
      epochs = from.epochs;
      loop = from.loop;
      regularization = from.regularization;
      seed = from.seed;
      threads = from.threads;
    }

    private Settings settings() {
      return new Settings(
          layer, loss, optimizer, batchSize, epochs, loop, regularization, seed, threads);
    }
  }

  private Trainer with(Consumer<Draft> change) {
    Draft draft = new Draft(settings);
    change.accept(draft);
    return new Trainer(draft.settings(), checkpoints, control);
  }

  /// With another optimiser.
  public Trainer optimizer(Optimizer optimizer) {
    return with(draft -> draft.optimizer = optimizer);
  }

  /// With batches of this many examples.
  public Trainer batchSize(int examples) {
    return batchSize(new BatchSize.Fixed(examples));
  }

  /// With batches of another size.
  public Trainer batchSize(BatchSize size) {
    return with(draft -> draft.batchSize = size);
  }

  /// With another number of epochs.
  public Trainer epochs(int epochs) {
    return with(draft -> draft.epochs = epochs);
  }

  /// Ending when the validation loss has not improved for this many epochs.
  public Trainer patience(int epochs) {
    return stopping(EarlyStopping.after(Span.epochs(epochs)));
  }

  /// Ending, and going back to the best epoch, as the rule says.
  public Trainer stopping(EarlyStopping stopping) {
    return with(draft -> draft.loop = draft.loop.stopping(stopping));
  }

  /// With batches that go through the network in `parts` parts, one after the other, which needs
  /// less memory and gives the same gradients up to the rounding of sums: every element is within
  /// 8 units in the last place of its parameter's largest element. Everything else counts batches
  /// and steps as before. Batch normalisation sees the parts (Hoffer et al. 2017, ghost batches).
  ///
  /// Keras and Lightning mean by batch size the examples of a part, and average the parts' means.
  public Trainer accumulate(int parts) {
    return with(draft -> draft.loop = draft.loop.accumulate(parts));
  }

  /// With an average of the parameters, which is evaluated and kept in their place. Running
  /// statistics are computed anew for it. Checkpoints have both.
  public Trainer average(WeightAverage average) {
    return with(draft -> draft.loop = draft.loop.average(average));
  }

  /// With a factor of the learning rate that is reduced when the validation loss no longer
  /// improves (the training loss where there is no validation part). The rule is fed after each
  /// epoch, and checkpoints keep what it has seen.
  public Trainer plateau(Plateau rule) {
    return with(draft -> draft.loop = draft.loop.plateau(new Reduction(rule, 1)));
  }

  /// With other mean and variance of batch normalisations in evaluation.
  public Trainer statistics(NormStatistics statistics) {
    return with(draft -> draft.loop = draft.loop.statistics(statistics));
  }

  /// With a schedule of another number than the learning rate, for example `label-smoothing` of a
  /// loss that smooths, or `l2`. Evaluations have the loss with the numbers it was made with, so
  /// that those of all epochs can be compared.
  ///
  /// `start` throws an `IllegalArgumentException` if there is no such knob; it names those there
  /// are.
  public Trainer schedule(String knob, Schedule schedule) {
    return with(draft -> draft.loop = draft.loop.schedule(knob, schedule));
  }

  /// With L2 regularisation of weights, λ of `J = loss + λ / (2 m) Σ ‖W‖²`.
  public Trainer l2(double lambda) {
    return with(draft -> draft.regularization = draft.regularization.withL2(lambda));
  }

  /// With L1 regularisation of weights, λ of `J = loss + λ / m Σ |W|`; with L2 the elastic net.
  public Trainer l1(double lambda) {
    return with(draft -> draft.regularization = draft.regularization.withL1(lambda));
  }

  /// With mixed examples.
  public Trainer mixing(Mixing mixing) {
    return with(draft -> draft.regularization = draft.regularization.withMixing(mixing));
  }

  /// With another seed of first weights, order of examples and dropout.
  public Trainer seed(long seed) {
    return with(draft -> draft.seed = seed);
  }

  /// With at most this many threads, of which as many work as are fastest: that is found by timing
  /// steps now and then. The result is the same to the bit.
  public Trainer threads(int threads) {
    return with(draft -> draft.threads = threads);
  }

  /// With checkpoints in a folder, of which the newest two are kept.
  public Trainer checkpoints(Path folder, CheckpointInterval every) {
    return checkpoints(new Checkpoints(folder, every, Keep.USUAL, Optional.empty()));
  }

  /// With checkpoints. Besides those of the plan there is one when the training is asked to stop,
  /// and one when it fails, if the last step was complete.
  public Trainer checkpoints(Checkpoints where) {
    return new Trainer(settings, Optional.of(where), control);
  }

  /// With a listener, who is called between steps and must not take long; steps are reported every
  /// `steps`, 0 for never.
  public Trainer listener(Consumer<TrainEvent> listener, int steps) {
    Control changed = new Control(listener, control.shouldStop, steps, control.onSpike);
    return new Trainer(settings, checkpoints, changed);
  }

  /// Ending after the step during which `shouldStop` becomes true, with a checkpoint.
  public Trainer stopWhen(BooleanSupplier shouldStop) {
    Control changed =
        new Control(control.listener, shouldStop, control.reportEverySteps, control.onSpike);
    return new Trainer(settings, checkpoints, changed);
  }

  /// With another policy for costs that jump or are not finite; usually the training ends.
  public Trainer onSpike(SpikePolicy policy) {
    Control changed =
        new Control(control.listener, control.shouldStop, control.reportEverySteps, policy);
    return new Trainer(settings, checkpoints, changed);
  }

  /// All settings.
  public Settings settings() {
    return settings;
  }

  /// What is most likely not meant: see `Linter`. With an automatic batch size, its largest.
  public List<Finding> findings(Splits splits) {
    int all = splits.train().size();
    int batch =
        switch (settings.batchSize()) {
          case BatchSize.Full _ -> all;
          case BatchSize.Fixed(int examples) -> Math.min(all, examples);
          case BatchSize.Auto _ -> Math.min(all, BatchSize.Auto.LARGEST);
        };
    Shape shape = Shape.of(splits.train().featureShape());
    return Linter.findings(settings, Linter.Facts.of(shape, all, batch, settings.epochs));
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
