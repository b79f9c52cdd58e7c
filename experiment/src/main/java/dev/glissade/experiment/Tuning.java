package dev.glissade.experiment;

import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.train.AtomicFiles;
import dev.glissade.train.TrainingRun;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Progress;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.SpaceEdit;
import dev.glissade.tune.StoreException;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.store.Blobs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A study of trainings in its folder: begun, gone on with, or looked at.
///
/// The events in the store are the study. Everything else in the folder follows from them, and is
/// written anew whenever somebody has worked on the study.
public final class Tuning implements AutoCloseable {
  private final StudySettings settings;
  private final StoredStudy stored;

  private Tuning(StudySettings settings, StoredStudy stored) {
    this.settings = settings;
    this.stored = stored;
  }

  /// A new study in a folder, which must not exist or be empty. Where the storage is a server that
  /// has the same study already, this process takes part in it.
  ///
  /// @throws IllegalArgumentException if the folder is in use, or the storage has another study of
  ///     this name
  /// @throws StoreException if the storage cannot be opened; no folder is left then
  public static Tuning create(StudyPlan plan, StudyFolder folder) {
    folder.checkIsNew();
    Strategy strategy = Strategies.of(plan.settings());
    folder.create();
    StoredStudy stored = stored(plan, folder);
    try {
      Study.open(stored.store(), stored.name(), definition(plan, strategy), strategy).close();
      AtomicFiles.write(folder.settings(), StudySettingsFile.write(plan.settings()));
      return new Tuning(plan.settings(), stored);
    } catch (RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  private static StoredStudy stored(StudyPlan plan, StudyFolder folder) {
    try {
      return StoredStudy.of(folder, plan.settings());
    } catch (StoreException e) {
      folder.removeIfEmpty();
      throw e;
    }
  }

  /// A study that exists.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Tuning open(StudyFolder folder) {
    StudySettings settings = StudySettingsFile.read(StudyFolder.existing(folder.path()).settings());
    return new Tuning(settings, StoredStudy.of(folder, settings));
  }

  private static Definition definition(StudyPlan plan, Strategy strategy) {
    StudySettings settings = plan.settings();
    return strategy
        .define(settings.goals(), settings.space())
        .withSeed(settings.seed())
        .withLag(settings.search().lag())
        .withNote("data", plan.source().name())
        .withNote("fingerprint", plan.source().fingerprint())
        .withNote("begun", Instant.now().truncatedTo(ChronoUnit.SECONDS) + "")
        .withNote("retest-after", Durations.of(settings.work().retestAfter()))
        .withNote("version", Version.CURRENT)
        .withNote("java", System.getProperty("java.vm.version", ""))
        .withNote("kernels", KernelSelection.current().description());
  }

  /// Where it is.
  public StudyFolder folder() {
    return stored.folder();
  }

  /// The study as it is remembered.
  public StoredStudy stored() {
    return stored;
  }

  /// What `study.yaml` holds.
  public StudySettings settings() {
    return settings;
  }

  /// How one process works on a study.
  ///
  /// @param jobs trials at once
  /// @param time after which no trial begins
  /// @param listener of what happens, called by several threads
  public record Effort(int jobs, Optional<Duration> time, Consumer<Progress> listener) {
    /// What somebody says, and otherwise what the study says.
    ///
    /// @throws IllegalArgumentException if it is no number or no length of time
    public static Effort of(
        StudySettings settings,
        Optional<String> jobs,
        Optional<String> time,
        Consumer<Progress> listener) {
      return new Effort(
          jobs.map(Effort::positive).orElse(settings.work().jobs()),
          time.map(it -> Durations.parse("time", it)).or(settings.budget()::time),
          listener);
    }

    private static int positive(String text) {
      if (!text.matches("[1-9]\\d{0,3}")) {
        throw new IllegalArgumentException(
            "jobs: expected a whole number of at least 1, but got '" + text + "'");
      }
      return Integer.parseInt(text);
    }
  }

  /// Works on the study until nothing is left to do, the time is over, or the calling thread is
  /// interrupted; then writes report and summary. Several processes may do so at once.
  ///
  /// @throws IllegalArgumentException if the data of the plan are not those of the study
  /// @throws StoreException if the storage failed; going on later is safe
  public StudySummary run(StudyPlan plan, Effort effort) {
    long start = System.nanoTime();
    int jobs = effort.jobs();
    int threads = Math.max(1, settings.trainings().base().threads() / jobs);
    var checkpoints = new Blobs(folder().checkpoints());
    var objective = new TrainingObjective(plan, checkpoints, threads);
    boolean isInterrupted;
    try (Study study = stored.take(settings.budget().trialTimeout())) {
      var sweep = new Sweep(study, checkpoints);
      RunOptions options =
          new RunOptions().withJobs(jobs).withListener(effort.listener().andThen(sweep));
      study.run(objective, effort.time().map(options::withTime).orElse(options));
      // Files cannot be written by a thread that is interrupted.
      isInterrupted = Thread.interrupted();
      sweep.now();
    }
    StudySummary summary = stored.write(isInterrupted, (System.nanoTime() - start) / 1e9);
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return summary;
  }

  /// Changes the study from the next trial on; what was tried stays.
  ///
  /// @param changed what `study.yaml` holds from now on
  /// @param edit of the space, and why
  public Tuning redefine(StudySettings changed, SpaceEdit edit) {
    Definition before = stored.state().definition();
    Strategy strategy = Strategies.of(changed);
    Definition after =
        new Definition(
            changed.goals(),
            edit.space(),
            strategy.sampler().describe(),
            strategy.stopper().describe(),
            strategy.scheduler().describe(),
            before.seed(),
            changed.search().lag(),
            before.notes());
    try (Study study = stored.take(Optional.empty())) {
      study.redefine(after, edit.reason());
    }
    AtomicFiles.write(folder().settings(), StudySettingsFile.write(changed));
    return new Tuning(changed, stored);
  }

  /// The epochs to which trials go.
  public long epochs() {
    return Long.parseLong(settings.trainings().base().epochs());
  }

  /// The knobs that the training of a trial has.
  ///
  /// @throws IllegalArgumentException if the data are not there
  public Set<String> knobs(TrialRecord trial) {
    StudyPlan plan = StudyPlan.of(settings);
    RunSettings wanted = settings.trainings().of(trial.configuration());
    var preparation = new Preparation(wanted, plan.source(), plan.splits());
    try (TrainingRun run = preparation.trainer().threads(1).start(plan.splits())) {
      return Set.copyOf(run.network().knobs().keySet());
    }
  }

  /// The command that trains as a trial did, to the same last bit.
  public String trainLine(TrialRecord trial) {
    return TrainLine.of(settings.trainings().of(trial.configuration()));
  }

  @Override
  public void close() {
    stored.close();
  }
}
