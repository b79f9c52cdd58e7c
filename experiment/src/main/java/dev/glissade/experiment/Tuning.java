package dev.glissade.experiment;

import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.train.AtomicFiles;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Progress;
import dev.glissade.tune.Requests;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Strategy;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.StudyStore;
import dev.glissade.tune.store.Blobs;
import dev.glissade.tune.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A study of trainings in its folder: begun, gone on with, or looked at.
///
/// The events in the store are the study. Everything else in the folder follows from them, and is
/// written anew whenever somebody has worked on the study.
public final class Tuning implements AutoCloseable {
  private final StudyFolder folder;
  private final StudySettings settings;
  private final StudyStore store;

  private Tuning(StudyFolder folder, StudySettings settings) {
    this.folder = folder;
    this.settings = settings;
    this.store = Stores.open(folder.storage(settings.work().storage()));
  }

  /// A new study in a folder, which must not exist or be empty. Where the storage is a server that
  /// has the same study already, this process takes part in it.
  ///
  /// @throws IllegalArgumentException if the folder is in use, or the storage has another study of
  ///     this name
  public static Tuning create(StudyPlan plan, StudyFolder folder) {
    folder.checkIsNew();
    Strategy strategy = Strategies.of(plan.settings());
    folder.create();
    Tuning tuning = new Tuning(folder, plan.settings());
    try {
      Study.open(tuning.store, tuning.name(), definition(plan, strategy), strategy).close();
      AtomicFiles.write(folder.settings(), StudySettingsFile.write(plan.settings()));
      return tuning;
    } catch (RuntimeException e) {
      tuning.close();
      throw e;
    }
  }

  /// A study that exists.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Tuning open(StudyFolder folder) {
    StudyFolder existing = StudyFolder.existing(folder.path());
    return new Tuning(existing, StudySettingsFile.read(existing.settings()));
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

  private String name() {
    return settings.name();
  }

  /// Where it is.
  public StudyFolder folder() {
    return folder;
  }

  /// What `study.yaml` holds.
  public StudySettings settings() {
    return settings;
  }

  /// What is known of it now.
  ///
  /// @throws IllegalArgumentException if the store does not have it
  public StudyState state() {
    return StudyState.read(store, name());
  }

  /// What people may ask of it.
  public Requests requests() {
    return new Requests(store, name());
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
  /// @throws dev.glissade.tune.StoreException if the storage failed; going on later is safe
  public StudySummary run(StudyPlan plan, Effort effort) {
    long start = System.nanoTime();
    int jobs = effort.jobs();
    int threads = Math.max(1, settings.trainings().base().threads() / jobs);
    var objective = new TrainingObjective(plan, new Blobs(folder.checkpoints()), threads);
    Definition definition = state().definition();
    boolean isInterrupted;
    try (Study study = Study.open(store, name(), definition, Strategies.of(definition))) {
      RunOptions options = new RunOptions().withJobs(jobs).withListener(effort.listener());
      study.run(objective, effort.time().map(options::withTime).orElse(options));
      // Files cannot be written by a thread that is interrupted.
      isInterrupted = Thread.interrupted();
    }
    StudySummary summary = write(isInterrupted, (System.nanoTime() - start) / 1e9);
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return summary;
  }

  /// Writes report and summary anew.
  public StudySummary write() {
    return write(false, 0);
  }

  private StudySummary write(boolean isInterrupted, double seconds) {
    StudySummary summary =
        StudySummary.of(state(), isInterrupted, seconds + StudySummary.secondsIn(folder));
    AtomicFiles.write(folder.summary(), summary.json() + "\n");
    return summary;
  }

  /// What the study came to, for people.
  public List<String> lines(StudySummary summary) {
    return List.of(summary.json().toString());
  }

  @Override
  public void close() {
    store.close();
  }
}
