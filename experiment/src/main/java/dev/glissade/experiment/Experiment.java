package dev.glissade.experiment;

import dev.glissade.data.Datasets;
import dev.glissade.data.Source;
import dev.glissade.data.Sources;
import dev.glissade.data.Splits;
import dev.glissade.data.TableSource;
import dev.glissade.data.Task;
import dev.glissade.train.AtomicFiles;
import dev.glissade.train.BatchSize;
import dev.glissade.train.Checkpoint;
import dev.glissade.train.CheckpointFolder;
import dev.glissade.train.CheckpointInterval;
import dev.glissade.train.Run;
import dev.glissade.train.TrainEvent;
import dev.glissade.train.Trainer;
import dev.glissade.train.TrainingDivergedException;
import dev.glissade.train.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A training that is prepared: data read, network compiled, nothing written yet. `run` trains into
/// the run folder.
public final class Experiment implements AutoCloseable {
  private static final int MOST_STEP_LINES = 2000;

  /// Who hears of the training, and who may end it.
  public record Audience(
      Consumer<TrainEvent> listener, Consumer<String> warnings, BooleanSupplier shouldStop) {
    /// Nobody.
    public static final Audience NONE = new Audience(_ -> {}, _ -> {}, () -> false);
  }

  private final RunFolder folder;
  private final RunSettings settings;
  private final Source source;
  private final Splits splits;
  private final RunLog log;
  private final TrainingRun training;
  private final long start = System.nanoTime();
  private final boolean isNew;

  private Experiment(RunFolder folder, RunSettings wanted, Audience audience, boolean isNew) {
    this.folder = folder;
    this.isNew = isNew;
    this.source = Sources.open(wanted.data(), wanted.dataTarget());
    checkFingerprint(wanted, source);
    double train = 1 - wanted.validation() - wanted.test();
    this.splits = source.split(train, wanted.validation(), wanted.test(), wanted.seed());
    this.log = new RunLog(folder);
    Consumer<TrainEvent> both =
        event -> {
          log.accept(event);
          audience.listener().accept(event);
        };
    this.training =
        Trainer.of(trainerSettings(wanted, splits))
            .checkpoints(folder.checkpoints(), CheckpointInterval.parse(wanted.checkpointEvery()))
            .listener(both, stepsBetweenLines(wanted, splits))
            .stopWhen(audience.shouldStop())
            .start(splits);
    this.settings = resolved(wanted, source, training);
  }

  /// A new training into `out`, which must not exist or be empty.
  ///
  /// @throws IllegalArgumentException if data or settings are wrong
  public static Experiment create(RunSettings settings, Path out, Audience audience) {
    RunFolder folder = new RunFolder(out);
    folder.checkIsNew();
    return new Experiment(folder, settings, audience, true);
  }

  /// A training that goes on from its newest checkpoint.
  ///
  /// @param epochs the new number of epochs, if the plan is to be extended
  /// @param schedule `stretch`, `hold` or `append`: what becomes of the learning rate's schedule
  /// @throws IllegalArgumentException if there is no such run, the extension is wrong, or the data
  ///     are not those of the run
  public static Experiment resume(
      Path run, Optional<Integer> epochs, Optional<String> schedule, Audience audience) {
    RunFolder folder = RunFolder.existing(run);
    RunSettings old = SettingsFile.read(folder.settings(), Map.of());
    RunSettings extended = SettingsFile.read(folder.settings(), extension(old, epochs, schedule));
    Experiment experiment = new Experiment(folder, extended, audience, false);
    try {
      experiment.restore(audience);
    } catch (RuntimeException e) {
      experiment.close();
      throw e;
    }
    return experiment;
  }

  private static Map<String, String> extension(
      RunSettings old, Optional<Integer> epochs, Optional<String> schedule) {
    if (epochs.isEmpty()) {
      if (schedule.isPresent()) {
        throw new IllegalArgumentException(
            "schedule: expected it together with epochs, but got it alone — help: add --epochs N");
      }
      return Map.of();
    }
    int planned = epochs.get();
    int before = new Epochs(old.epochs()).resolve(1);
    if (planned <= before) {
      throw new IllegalArgumentException(
          "epochs: expected more than the %d of the run, but got %d".formatted(before, planned));
    }
    String how =
        schedule.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "schedule: expected stretch, hold or append to go with epochs=%d, but got none — help: hold keeps the last learning rate, append begins the schedule anew, stretch draws it out over the longer plan"
                        .formatted(planned)));
    String text = Schedules.extend(old.schedule(), before, planned, how);
    return Map.of("epochs", planned + "", "schedule", text);
  }

  private void restore(Audience audience) {
    Consumer<String> warn =
        message -> {
          log.event("warning", Map.of("message", message));
          audience.warnings().accept(message);
        };
    Optional<Checkpoint> newest =
        new CheckpointFolder(folder.checkpoints())
            .newest(training.network().state().layout(), warn);
    newest.ifPresent(training::restore);
    log.truncateAfter(training.clock().step());
  }

  private static void checkFingerprint(RunSettings wanted, Source source) {
    String now = source.fingerprint();
    if (!wanted.fingerprint().orElse(now).equals(now)) {
      throw new IllegalArgumentException(
          "data: expected %s with the fingerprint %s, but got %s — help: the data have changed since; without its line `fingerprint`, run.yaml takes any"
              .formatted(wanted.data(), wanted.fingerprint().orElse(""), now));
    }
  }

  /// Steps of an epoch; where the batch size is still to be chosen, about so many.
  private static long stepsPerEpoch(RunSettings s, Splits splits) {
    int examples = Math.max(1, splits.train().size());
    int batch =
        switch (BatchSize.parse(s.batchSize())) {
          case BatchSize.Fixed(int size) -> size;
          case BatchSize.Full _ -> examples;
          case BatchSize.Auto _ -> BatchSize.Auto.LARGEST;
        };
    return Math.ceilDiv(examples, Math.min(batch, examples));
  }

  private static int stepsBetweenLines(RunSettings s, Splits splits) {
    long stepsPerEpoch = stepsPerEpoch(s, splits);
    long steps = new Epochs(s.epochs()).resolve(stepsPerEpoch) * stepsPerEpoch;
    return (int) Math.max(1, steps / MOST_STEP_LINES);
  }

  private static Trainer.Settings trainerSettings(RunSettings s, Splits splits) {
    Task task = splits.preprocessing().task();
    return new Trainer.Settings(
        Perceptron.layers(s, task),
        Perceptron.loss(task),
        Optimizers.of(s),
        BatchSize.parse(s.batchSize()),
        new Epochs(s.epochs()).resolve(stepsPerEpoch(s, splits)),
        s.patience(),
        s.l2(),
        s.seed(),
        s.threads());
  }

  /// Everything that was left open, as it was decided.
  private static RunSettings resolved(RunSettings s, Source source, TrainingRun training) {
    Map<String, String> decided = new HashMap<>();
    boolean isFile = Files.exists(Path.of(s.data())) && !isBundled(s.data());
    decided.put("data", isFile ? Path.of(s.data()).toAbsolutePath().normalize() + "" : s.data());
    decided.put("fingerprint", source.fingerprint());
    decided.put("task", source.task().kind().word());
    if (source instanceof TableSource table) {
      decided.put("target", table.target());
    }
    if (BatchSize.parse(s.batchSize()) instanceof BatchSize.Auto) {
      decided.put("batch-size", training.batchSize().examples() + "");
    }
    decided.put("epochs", training.clock().plannedEpochs() + "");
    return SettingsFile.with(s, decided);
  }

  private static boolean isBundled(String data) {
    return Datasets.names().contains(data);
  }

  /// What will be trained on.
  public Source source() {
    return source;
  }

  /// Its parts.
  public Splits splits() {
    return splits;
  }

  /// Everything decided.
  public RunSettings settings() {
    return settings;
  }

  /// The training before or after its run.
  public TrainingRun training() {
    return training;
  }

  /// Where it is written.
  public RunFolder folder() {
    return folder;
  }

  /// Trains to the end, or until somebody asks to stop, and leaves the run folder complete.
  ///
  /// @throws TrainingDivergedException if the loss is no longer finite
  /// @throws java.io.UncheckedIOException if the disk is full, for example; the checkpoints written
  ///     before are kept
  public Summary run() {
    if (isNew) {
      folder.checkIsNew();
    }
    folder.create();
    AtomicFiles.write(folder.settings(), SettingsFile.write(settings));
    log.event(
        isNew ? "started" : "resumed",
        Map.of("step", training.clock().step(), "version", Version.CURRENT));
    Run run;
    try {
      run = training.finish();
    } catch (TrainingDivergedException e) {
      AtomicFiles.write(folder.summary(), Summary.diverged(settings, e).json() + "\n");
      throw e;
    }
    double trained = log.secondsBefore() + run.speed().seconds();
    var seconds = new Summary.Seconds((System.nanoTime() - start) / 1e9, trained);
    Summary summary = Summary.of(settings, splits, run, seconds);
    ModelFile.write(folder.model(), ModelFile.of(run, splits.preprocessing(), settings, summary));
    Report.write(folder, new Report.Content(source, splits, settings, run, summary));
    AtomicFiles.write(folder.summary(), summary.json() + "\n");
    log.event("finished", Map.of("step", run.clock().step(), "status", summary.status()));
    return summary;
  }

  @Override
  public void close() {
    training.close();
  }
}
