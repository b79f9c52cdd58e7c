package dev.glissade.experiment;

import dev.glissade.data.Source;
import dev.glissade.data.Splits;
import dev.glissade.train.AtomicFiles;
import dev.glissade.train.CheckpointFolder;
import dev.glissade.train.CheckpointInterval;
import dev.glissade.train.Finding;
import dev.glissade.train.Keep;
import dev.glissade.train.Run;
import dev.glissade.train.TrainEvent;
import dev.glissade.train.Trainer;
import dev.glissade.train.TrainingDivergedException;
import dev.glissade.train.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A training that is prepared: data read, network compiled, nothing written yet. `run` trains
/// into the run folder, which one process at a time may write.
public final class Experiment implements AutoCloseable {
  /// Who hears of the training, and who may end it.
  public record Audience(
      Consumer<TrainEvent> listener, Consumer<String> warnings, BooleanSupplier shouldStop) {
    /// Nobody.
    public static final Audience NONE = new Audience(_ -> {}, _ -> {}, () -> false);
  }

  private final RunFolder folder;
  private final Audience audience;
  private final Preparation preparation;
  private final RunSettings settings;
  private final RunLog log;
  private final TrainingRun training;
  private final List<Finding> findings;
  private final long start = System.nanoTime();
  private Optional<RunLock> lock;
  private boolean isRewritten;

  private Experiment(
      RunFolder folder, RunSettings wanted, Audience audience, Optional<RunLock> lock) {
    this.folder = folder;
    this.audience = audience;
    this.lock = lock;
    this.preparation = Preparation.of(wanted);
    this.findings = preparation.findings();
    this.log = new RunLog(folder);
    Consumer<TrainEvent> both =
        event -> {
          log.accept(event);
          audience.listener().accept(event);
        };
    this.training =
        preparation
            .trainer()
            .checkpoints(
                new Trainer.Checkpoints(
                    folder.checkpoints(),
                    CheckpointInterval.parse(wanted.checkpointEvery()),
                    Keep.parse(wanted.keep()),
                    Optional.of(Optimizers.meaning(wanted))))
            .listener(both, preparation.stepsBetweenLines())
            .stopWhen(audience.shouldStop())
            .start(preparation.splits());
    this.settings = preparation.decided(training);
  }

  /// A new training into `out`, which must not exist or be empty.
  ///
  /// @throws IllegalArgumentException if data or settings are wrong
  public static Experiment create(RunSettings settings, Path out, Audience audience) {
    RunFolder folder = new RunFolder(out);
    folder.checkIsNew();
    return new Experiment(folder, settings, audience, Optional.empty());
  }

  /// A longer plan, where to go on from, and the kinds of differences between the settings of a run
  /// and those that its checkpoint was trained with that somebody has decided to go on with.
  ///
  /// @param epochs the new number of epochs, if the plan is to be extended
  /// @param schedule `stretch`, `hold` or `append`: what becomes of the learning rate's schedule
  /// @param from `best` or the file of a checkpoint; empty for the newest
  /// @param accepted kinds of differences
  public record Decision(
      Optional<Integer> epochs,
      Optional<String> schedule,
      Optional<String> from,
      Set<ResumeDifference.Kind> accepted) {
    /// To go on exactly.
    public static final Decision NONE =
        new Decision(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    private boolean isAccepted(ResumeDifference.Kind kind) {
      return accepted.contains(kind);
    }
  }

  /// A training that goes on from its newest checkpoint, or another one of its own. What was
  /// measured after that is dropped.
  ///
  /// Where another model is accepted, parameters, statistics and what the optimiser remembers are
  /// taken over as far as they fit, and the audience hears of each whether it was.
  ///
  /// @throws IllegalArgumentException if there is no such run or checkpoint, another process is at
  ///     it, the extension is wrong, the data are not those of the run, or its settings have been
  ///     changed in a way that was not accepted
  public static Experiment resume(Path run, Decision decision, Audience audience) {
    RunFolder folder = RunFolder.existing(run);
    RunLock lock = RunLock.take(folder, audience.warnings());
    try {
      RunSettings old = SettingsFile.read(folder.settings(), Map.of());
      List<ResumeDifference> differences = differences(folder, old);
      ResumeDifference.check(differences, decision.accepted());
      var extension = new PlanExtension(decision.epochs(), decision.schedule());
      RunSettings kept = SettingsFile.read(folder.settings(), extension.changes(old));
      boolean isAnyData = decision.isAccepted(ResumeDifference.Kind.DATA);
      RunSettings extended = isAnyData ? SettingsFile.anyData(kept) : kept;
      Experiment experiment = new Experiment(folder, extended, audience, Optional.of(lock));
      return experiment.restored(decision, differences);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static List<ResumeDifference> differences(RunFolder folder, RunSettings now) {
    List<ResumeDifference> all = new ArrayList<>(ResumeDifference.ofConventions(now));
    if (Files.exists(folder.trainedSettings())) {
      all.addAll(
          ResumeDifference.between(SettingsFile.read(folder.trainedSettings(), Map.of()), now));
    }
    return all;
  }

  private Experiment restored(Decision decision, List<ResumeDifference> settings) {
    try {
      Optional<ResumePoint> point = ResumePoint.find(folder, training, decision, this::warn);
      List<ResumeDifference> differences = new ArrayList<>(settings);
      point.ifPresent(it -> differences.addAll(it.differences(preparation.wanted(), settings)));
      ResumeDifference.check(differences, decision.accepted());
      point.ifPresent(it -> training.restore(it.checkpoint()));
      isRewritten = point.filter(ResumePoint::isRewritten).isPresent();
      log.truncateAfter(training.clock().step());
      tell(differences, point);
      return this;
    } catch (RuntimeException e) {
      training.close();
      throw e;
    }
  }

  private void warn(String message) {
    log.event("warning", Map.of("message", message));
    audience.warnings().accept(message);
  }

  private void tell(List<ResumeDifference> differences, Optional<ResumePoint> point) {
    differences.forEach(each -> log.event("resume_difference", each.details()));
    if (!differences.isEmpty()) {
      String text = "goes on with other settings:\n" + ResumeDifference.table(differences);
      audience.warnings().accept(text);
    }
    point
        .flatMap(ResumePoint::partial)
        .ifPresent(
            it -> {
              log.event("transferred", Map.of("kept", it.kept(), "anew", it.anew()));
              audience.warnings().accept(ResumePoint.text(it));
            });
  }

  /// What will be trained on.
  public Source source() {
    return preparation.source();
  }

  /// What is most likely not meant; empty if nothing is.
  public List<Finding> findings() {
    return findings;
  }

  /// What is most likely not meant in settings, told without training.
  ///
  /// @throws IllegalArgumentException if data or settings are wrong
  public static List<Finding> lint(RunSettings settings) {
    return Preparation.of(settings).findings();
  }

  /// Its parts.
  public Splits splits() {
    return preparation.splits();
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
  /// @throws IllegalArgumentException if another process has taken the folder meanwhile
  /// @throws TrainingDivergedException if the loss is no longer finite
  /// @throws java.io.UncheckedIOException if the disk is full, for example; the checkpoints
  /// written     before are kept
  public Summary run() {
    begin();
    Run run;
    try {
      run = training.finish();
    } catch (TrainingDivergedException e) {
      AtomicFiles.write(folder.summary(), Summary.diverged(settings, e).json() + "\n");
      throw e;
    }
    return finish(run);
  }

  private void begin() {
    boolean isNew = lock.isEmpty();
    if (isNew) {
      folder.create();
      lock = Optional.of(RunLock.take(folder, audience.warnings()));
      folder.checkIsNew();
    }
    folder.removeLeftovers();
    AtomicFiles.write(folder.settings(), SettingsFile.write(settings));
    folder.createCheckpoints();
    if (isRewritten) {
      Keep keep = Keep.parse(settings.keep());
      new CheckpointFolder(folder.checkpoints(), keep).write(training.checkpoint());
    }
    AtomicFiles.write(folder.trainedSettings(), SettingsFile.write(settings));
    log.event(
        isNew ? "started" : "resumed",
        Map.of("step", training.clock().step(), "version", Version.CURRENT));
    if (isNew) {
      findings.forEach(log::finding);
    }
  }

  /// The summary comes last: where it is, everything is.
  private Summary finish(Run run) {
    double trained = log.secondsBefore() + run.speed().seconds();
    var seconds = new Summary.Seconds((System.nanoTime() - start) / 1e9, trained);
    Splits splits = splits();
    Summary summary = Summary.of(settings, splits, run, seconds);
    ModelFile.write(folder.model(), ModelFile.of(run, splits.preprocessing(), settings, summary));
    Report.write(folder, new Report.Content(source(), splits, settings, run, summary));
    AtomicFiles.write(folder.summary(), summary.json() + "\n");
    log.event("finished", Map.of("step", run.clock().step(), "status", summary.status()));
    return summary;
  }

  @Override
  public void close() {
    training.close();
    lock.ifPresent(RunLock::close);
  }
}
