package dev.glissade.experiment;

import dev.glissade.train.Checkpoint;
import dev.glissade.train.CheckpointInterval;
import dev.glissade.train.KnobChange;
import dev.glissade.train.Progress;
import dev.glissade.train.Safetensors;
import dev.glissade.train.TrainEvent;
import dev.glissade.train.TrainingRun;
import dev.glissade.tune.Goal;
import dev.glissade.tune.Trial;
import dev.glissade.tune.store.Blobs;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Between a training and its trial: tells the value of each epoch, ends the training where the
/// trial says so, changes knobs, and keeps checkpoints. A step of the trial is an epoch.
final class TrialWatch implements Consumer<TrainEvent>, BooleanSupplier {
  private static final String RATE = "learning-rate";

  private final Trial trial;
  private final Goal goal;
  private final CheckpointInterval every;
  private final Blobs checkpoints;
  private final Map<String, Double> knobs = new HashMap<>();
  private @Nullable TrainingRun training;
  private long savedStep;
  private long savedTime = System.nanoTime();
  private boolean isOver;
  private boolean isToldToStop;

  TrialWatch(Trial trial, Goal goal, CheckpointInterval every, Blobs checkpoints) {
    this.trial = trial;
    this.goal = goal;
    this.every = every;
    this.checkpoints = checkpoints;
    this.isOver = trial.from() >= trial.until();
  }

  /// The training is about to begin, or to go on from the checkpoint of the trial.
  void begin(TrainingRun begun) {
    training = begun;
    begun
        .network()
        .knobs()
        .forEach((name, schedule) -> knobs.put(name, schedule.at(begun.clock())));
    if (trial.checkpoint().isPresent()) {
      var file = checkpoints.get(trial.checkpoint().get());
      Checkpoint checkpoint =
          Checkpoint.decode(
              file.toString(), Safetensors.read(file), begun.network().state().layout());
      Checkpoint wanted = renewed(checkpoint, begun);
      begun.restore(wanted);
      for (KnobChange change : wanted.changes()) {
        knobs.put(change.knob(), change.value());
      }
      savedStep = begun.clock().step();
    }
  }

  /// A checkpoint of another trial without what its knobs were turned to, as far as this trial sets
  /// them anew; with the learning rate, a plateau rule begins anew as well.
  private Checkpoint renewed(Checkpoint checkpoint, TrainingRun begun) {
    Set<String> renewed =
        trial.renewed().stream().map(SettingsSpace::knobOf).collect(Collectors.toSet());
    List<KnobChange> kept =
        checkpoint.changes().stream().filter(it -> !renewed.contains(it.knob())).toList();
    Progress progress = checkpoint.progress();
    Progress wanted =
        renewed.contains(RATE) && progress.watch().isPresent()
            ? progress.with(begun.checkpoint().progress().watch())
            : progress;
    return checkpoint.with(kept, wanted);
  }

  @Override
  public void accept(TrainEvent event) {
    if (event instanceof TrainEvent.EpochFinished epoch) {
      long step = epoch.clock().epoch();
      double value =
          epoch.validation().map(metrics -> Goals.value(goal, metrics)).orElse(Double.NaN);
      knobs.put(RATE, epoch.learningRate());
      boolean goesOn = trial.report(step, value);
      isToldToStop = !goesOn && step < trial.until();
      isOver = !goesOn || step >= trial.until();
      if (goesOn) {
        trial.knobs(step, Map.copyOf(knobs)).forEach(this::change);
      }
      long steps = epoch.clock().step() - savedStep;
      if (isOver || every.isDue(steps, System.nanoTime() - savedTime)) {
        save(step);
      }
    }
  }

  private TrainingRun training() {
    if (training == null) {
      throw new IllegalStateException("trial: expected a training, but got none");
    }
    return training;
  }

  private void change(String knob, double value) {
    training().change(knob, value);
    knobs.put(knob, value);
  }

  private void save(long step) {
    Checkpoint checkpoint = training().checkpoint();
    byte[] content = checkpoint.encode().encode();
    trial.saved(step, checkpoints.put(file -> Files.write(file, content)));
    savedStep = checkpoint.clock().step();
    savedTime = System.nanoTime();
  }

  /// Asked before every step: who has to leave in the midst of an epoch keeps that place.
  @Override
  public boolean getAsBoolean() {
    if (!isOver && !trial.goesOn()) {
      isToldToStop = true;
      isOver = true;
      if (training().clock().step() > savedStep) {
        save(training().clock().epoch());
      }
    }
    return isOver;
  }

  /// Whether the training ended before its time, so that nobody asks for its value.
  boolean isToldToStop() {
    return isToldToStop;
  }
}
