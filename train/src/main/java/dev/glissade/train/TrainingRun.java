package dev.glissade.train;

import dev.glissade.data.Batches;
import dev.glissade.data.Splits;
import dev.glissade.engine.State;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.nn.Model;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Plateau;
import dev.glissade.optim.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// One training from beginning to end: the loop.
///
/// All that changes is in the state, the clock, the knobs' products and `Progress`, so a
/// checkpoint of these continues exactly, also in mid-epoch.
public final class TrainingRun implements AutoCloseable {
  private static final String RATE = "learning-rate";

  private final Trainer.Settings settings;
  private final Splits splits;
  private final CheckpointWriter checkpoints;
  private final Trainer.Control control;
  private final Network network;
  private final Knobs knobs;
  private final BatchSize.Choice batchSize;
  private final Stepper stepper;
  private final Telemetry telemetry;
  private final SpikeRecorder spikes;
  private final RunEvaluation evaluation;
  private final List<TrainEvent.EpochFinished> history = new ArrayList<>();
  private Clock clock;
  private Clock begun;
  private long optimizerBegun;
  private Progress progress = Progress.START;
  private Optional<View> best = Optional.empty();
  private Snapshot epochStart;
  private long examples;
  private long trainingNanos;
  private boolean isBetweenSteps = true;

  TrainingRun(
      Trainer.Settings settings,
      Model model,
      Splits splits,
      Optional<Trainer.Checkpoints> checkpoints,
      Trainer.Control control) {
    this.settings = settings;
    this.splits = splits;
    this.checkpoints = new CheckpointWriter(checkpoints, control.listener());
    this.control = control;
    var recipe =
        new Network.Recipe(model, settings.loss(), settings.averaged(), settings.regularization());
    this.network =
        new Network(
            recipe, KernelSelection.current().kernels(), settings.threads(), settings.seed());
    Map<String, Schedule> schedules = new HashMap<>(settings.loop().schedules());
    schedules.put(RATE, settings.optimizer().learningRate());
    this.knobs = new Knobs(network.knobs(), schedules, network.products());
    settings.loop().plateau().ifPresent(each -> watch(each.rule().start(each.first())));
    this.batchSize = BatchSizeProbe.choose(settings.batchSize(), network, splits.train());
    Batches batches = Batches.of(splits.train(), batchSize.examples(), settings.seed());
    this.stepper = Stepper.of(network, knobs, batches, settings.loop().accumulate());
    this.evaluation = new RunEvaluation(stepper, splits, settings.loop().statistics());
    this.telemetry = new Telemetry(stepper);
    this.spikes = new SpikeRecorder(control.onSpike(), stepper, splits.train()::position);
    this.clock = Clock.start(batches.count(), settings.epochs());
    this.begun = clock;
    this.epochStart = snapshot();
  }

  /// What a step can be repeated from.
  record Snapshot(State state, Clock clock, Map<String, Double> products) {}

  private Snapshot snapshot() {
    return new Snapshot(network.state().copy(), clock, knobs.products());
  }

  /// Goes on from a checkpoint instead of the beginning.
  ///
  /// @throws CheckpointException if it was made with another seed, other batches or another
  ///     optimiser
  public void restore(Checkpoint checkpoint) {
    clock =
        new Continuation(network, clock, splits.train().size(), batchSize.examples())
            .from(checkpoint);
    network.state().restore(checkpoint.state());
    best = checkpoint.best();
    begun = clock;
    optimizerBegun = checkpoint.origin().begun();
    knobs.countStepsFrom(optimizerBegun);
    knobs.restoreProducts(checkpoint.products());
    checkpoint.changes().forEach(knobs::change);
    checkpoints.beginAt(clock.step());
    progress = checkpoint.progress();
    progress.requireWatch(settings.loop().plateau().isPresent());
    progress.watch().ifPresent(this::watch);
    spikes.restore(checkpoint.spikes());
    epochStart = snapshot();
  }

  /// What this training can take over from a file of a checkpoint, which may be one of other
  /// layers or another optimiser; to be restored then.
  ///
  /// @throws CheckpointException if the file is no checkpoint, or incomplete
  public Transfer transfer(String name, Safetensors file) {
    return Transfer.of(name, file, network, checkpoints.meaning());
  }

  /// Changes a number from the next step on, for example `learning-rate`. Checkpoints keep the
  /// change, so that a continued training repeats it.
  ///
  /// @throws IllegalArgumentException if there is no such knob, or the value is negative or not
  ///     finite
  public void change(String knob, double value) {
    double before = knobs.value(knob, clock);
    knobs.change(new KnobChange(knob, clock.step(), knobs.unscaled(knob, value)));
    control.listener().accept(new TrainEvent.KnobChanged(clock, knob, before, value));
  }

  /// Replaces the averages of batch normalisations by the exact mean and variance over the training
  /// part of what each gets in use: an ending for a training with a short or noisy average.
  public void recomputeStatistics() {
    new ExactStatistics(network, knobs).compute(splits.train(), clock);
  }

  /// The network under training.
  public Network network() {
    return network;
  }

  /// The examples of a batch, the last of an epoch excepted, and why they are so many.
  public BatchSize.Choice batchSize() {
    return batchSize;
  }

  Stepper stepper() {
    return stepper;
  }

  /// Where training is.
  public Clock clock() {
    return clock;
  }

  /// Trains to the end of the plan, until patience runs out, or until somebody asks to stop; then
  /// evaluates.
  ///
  /// @throws TrainingDivergedException if the loss is no longer finite
  public Run finish() {
    return kept(() -> result(goOn()));
  }

  /// Trains like `finish`, which may follow for whoever wants the evaluation too.
  ///
  /// @return whether it came to its end
  /// @throws TrainingDivergedException if the loss is no longer finite
  public Run.Status train() {
    return kept(this::goOn);
  }

  private <T> T kept(Supplier<T> training) {
    try {
      return training.get();
    } catch (TrainingDivergedException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      keepBefore(e);
      throw e;
    }
  }

  /// What was trained before a failure is kept, unless the failure was in the midst of a step or
  /// of the end of an epoch.
  private void keepBefore(Throwable failure) {
    try {
      if (isBetweenSteps) {
        writeCheckpoint(OptionalDouble.empty());
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private Run.Status goOn() {
    Run.Status status = Run.Status.COMPLETED;
    while (!clock.isDone() && !isOutOfPatience()) {
      if (!finishEpoch()) {
        status = Run.Status.INTERRUPTED;
        break;
      }
    }
    if (status == Run.Status.COMPLETED && settings.loop().stopping().isOn()) {
      best.ifPresent(this::goBack);
    }
    return status;
  }

  private void goBack(View kept) {
    network.state().restore(kept.state());
    knobs.restoreProducts(kept.products());
  }

  private boolean isOutOfPatience() {
    EarlyStopping stopping = settings.loop().stopping();
    boolean isOut = stopping.isOver(clock, progress);
    if (isOut) {
      control.listener().accept(new TrainEvent.Stopped(clock, stopping.reason()));
    }
    return isOut;
  }

  /// Trains to the end of the epoch; false if asked to stop on the way.
  private boolean finishEpoch() {
    long epoch = clock.epoch();
    if (clock.batch() == 0) {
      epochStart = snapshot();
    }
    while (clock.epoch() == epoch) {
      if (control.shouldStop().getAsBoolean()) {
        writeCheckpoint(OptionalDouble.empty());
        control.listener().accept(new TrainEvent.Stopped(clock, "asked to stop"));
        return false;
      }
      step();
      if (clock.epoch() == epoch && checkpoints.isDue(clock)) {
        writeCheckpoint(OptionalDouble.empty());
      }
    }
    endEpoch();
    return true;
  }

  /// One batch, one update.
  private void step() {
    long start = System.nanoTime();
    isBetweenSteps = false;
    spikes.begin(clock, progress);
    Optional<Observation> observation = observation();
    float cost = stepper.step(clock);
    begun = clock;
    if (spikes.isSpike(clock, cost)) {
      goBack(cost);
      return;
    }
    clock = stepper.after(clock);
    int size = (int) (clock.samples() - begun.samples());
    progress = progress.step(cost, size);
    isBetweenSteps = clock.batch() != 0;
    examples += size;
    trainingNanos += System.nanoTime() - start;
    observation.ifPresent(
        seen ->
            control.listener().accept(new TrainEvent.Observed(clock, trainingNanos / 1e9, seen)));
    int every = control.reportEverySteps();
    if (every > 0 && clock.step() % every == 0) {
      double rate = knobs.value(RATE, begun);
      control
          .listener()
          .accept(new TrainEvent.StepFinished(clock, trainingNanos / 1e9, cost, rate));
    }
  }

  /// The step went wrong: goes on from an earlier one, if the policy knows how.
  private void goBack(double cost) {
    var recovery = spikes.recover(clock, cost);
    if (recovery.isEmpty()) {
      diverged();
      return;
    }
    SpikeRecord.Anchor back = recovery.get().back();
    clock = back.clock();
    progress = progress.withCosts(back.costSum(), back.costCount());
    Spike spike = recovery.get().spike();
    control.listener().accept(new TrainEvent.Spiked(spike.clock(), spike));
  }

  /// What is seen of the step to come, if it is one to be looked at and somebody listens.
  private Optional<Observation> observation() {
    return control.reportEverySteps() > 0 ? telemetry.look(clock) : Optional.empty();
  }

  /// An update may spoil the state while the cost was finite still: what is evaluated or kept must
  /// not be spoilt.
  private void checkState() {
    if (!network.state().isFinite()) {
      diverged();
    }
  }

  private void diverged() {
    double rate = knobs.value(RATE, begun);
    String firstBad = new DivergenceSearch(stepper).firstNonFinite(epochStart, begun);
    TrainingDivergedException exception =
        new TrainingDivergedException(begun.step(), rate, firstBad);
    control
        .listener()
        .accept(new TrainEvent.Diverged(clock, String.valueOf(exception.getMessage())));
    throw exception;
  }

  private void endEpoch() {
    checkState();
    Optional<Metrics> validation = evaluation.validation(clock);
    double trainLoss = progress.meanCost();
    double watched = validation.map(Metrics::loss).orElse(trainLoss);
    EarlyStopping stopping = settings.loop().stopping();
    Progress after = watched(progress.evaluated(clock.epoch(), watched, stopping), watched);
    if (after.bestEpoch() == clock.epoch() && stopping.isOn()) {
      best = Optional.of(new View(network.state().copy(), knobs.products()));
    }
    progress = after.newEpoch();
    isBetweenSteps = true;
    double rate = knobs.value(RATE, clock);
    var event =
        new TrainEvent.EpochFinished(clock, trainingNanos / 1e9, trainLoss, validation, rate);
    history.add(event);
    control.listener().accept(event);
    writeCheckpoint(OptionalDouble.of(watched));
  }

  private void watch(Plateau.Watch seen) {
    progress = progress.watching(seen);
    knobs.scale(RATE, settings.loop().plateau().orElseThrow().first(), seen.rate());
  }

  /// Feeds the plateau rule.
  private Progress watched(Progress before, double loss) {
    if (settings.loop().plateau().isEmpty()) {
      return before;
    }
    Plateau rule = settings.loop().plateau().get().rule();
    progress = before;
    watch(rule.next(before.watch().orElseThrow(), loss));
    return progress;
  }

  private void writeCheckpoint(OptionalDouble loss) {
    if (checkpoints.isOn()) {
      checkState();
      checkpoints.write(checkpoint(), loss);
    }
  }

  /// Everything that an exact continuation needs, as it is now.
  public Checkpoint checkpoint() {
    return new Checkpoint(
        network.state().copy(),
        best,
        clock,
        knobs.products(),
        knobs.changes(),
        progress,
        spikes.record(),
        new Origin(settings.seed(), checkpoints.meaning(), optimizerBegun));
  }

  private Run result(Run.Status status) {
    RunEvaluation.Kept kept = evaluation.kept(clock);
    return new Run(
        status,
        network.recipe().model(),
        network.state().copy(),
        knobs.products(),
        kept.view(),
        clock,
        progress,
        kept.evaluations(),
        List.copyOf(history),
        new Run.Speed(trainingNanos / 1e9, examples));
  }

  @Override
  public void close() {
    network.close();
  }
}
