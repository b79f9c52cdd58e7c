package dev.glissade.experiment;

import dev.glissade.train.AtomicFiles;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Event;
import dev.glissade.tune.Replay;
import dev.glissade.tune.Requests;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyOptions;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.StudyStore;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.analysis.StudyAnalysis;
import dev.glissade.tune.analysis.Timeline;
import dev.glissade.tune.page.StudyReport;
import dev.glissade.tune.store.Blobs;
import dev.glissade.tune.store.EventLines;
import dev.glissade.tune.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A study as it is remembered: what can be asked of it without its data.
///
/// @param folder where it is
/// @param store what remembers it
/// @param name by which the store knows it
public record StoredStudy(StudyFolder folder, StudyStore store, String name)
    implements AutoCloseable {
  /// After a kill, others wait so long until they take over what was under way.
  private static final StudyOptions OPTIONS =
      StudyOptions.DEFAULT.withLease(Duration.ofSeconds(15));

  /// The study of a folder: the one that its `study.yaml` names, or the only one in a `study.db`
  /// that was imported.
  ///
  /// @throws IllegalArgumentException if there is none
  /// @throws dev.glissade.tune.StoreException if the storage cannot be read
  public static StoredStudy open(Path path) {
    var folder = new StudyFolder(path);
    if (!StudyFolder.isStudy(path) && Files.isRegularFile(folder.database())) {
      StudyStore store = Stores.sqlite(folder.database());
      return new StoredStudy(folder, store, store.studies().getFirst());
    }
    return of(folder, StudySettingsFile.read(StudyFolder.existing(path).settings()));
  }

  static StoredStudy of(StudyFolder folder, StudySettings settings) {
    String address = folder.storage(settings.work().storage());
    return new StoredStudy(folder, Stores.open(address), settings.name());
  }

  /// A new folder with a study that was made elsewhere, to look at.
  ///
  /// @throws IllegalArgumentException if the folder is in use
  public static StoredStudy imported(String name, EventLines.Content content, StudyFolder folder) {
    folder.checkIsNew();
    folder.create();
    StudyStore store = Stores.sqlite(folder.database());
    store.append(name, content.events());
    store.add(name, content.shifts());
    return new StoredStudy(folder, store, name);
  }

  /// Every decision made again.
  public Replay replay() {
    return Replay.verify(events(), Strategies.of(state().definition()));
  }

  /// What is known of it now.
  ///
  /// @throws IllegalArgumentException if the store does not have it
  public StudyState state() {
    return StudyState.read(store, name);
  }

  /// What people may ask of it.
  public Requests requests() {
    return new Requests(store, name);
  }

  /// The report for people.
  public StudyReport report() {
    StudyState state = state();
    var provenance = new LinkedHashMap<>(Map.of("events", state.eventsHash()));
    return new StudyReport(name, state.definition(), analysis(), notes(), timeline(), provenance);
  }

  /// All that is remembered.
  public EventLines.Content content() {
    return new EventLines.Content(events(), store.shifts(name));
  }

  /// Who worked when.
  public Timeline timeline() {
    return Timeline.of(events(), store.shifts(name));
  }

  /// Why trials were stopped or failed.
  private Map<Integer, String> notes() {
    Map<Long, Integer> trials = new HashMap<>();
    Map<Integer, String> notes = new HashMap<>();
    for (Event event : events()) {
      if (event instanceof Event.Assigned work) {
        trials.put(work.work(), work.trial());
      } else if (event instanceof Event.Ended end && !end.note().isEmpty()) {
        notes.put(trials.getOrDefault(end.work(), -1), end.note());
      }
    }
    return notes;
  }

  /// All events, in order.
  public List<Event> events() {
    return store.read(name, 0).stream().map(StudyStore.Entry::event).toList();
  }

  /// What it says, with how long a trial took where that is known.
  public StudyAnalysis analysis() {
    StudyState state = state();
    return StudyAnalysis.of(state.history(), state.definition().seed(), cost());
  }

  private Optional<StudyAnalysis.Cost> cost() {
    Timeline timeline = timeline();
    int trials = timeline.lifetimes().size();
    return trials == 0
        ? Optional.empty()
        : Optional.of(new StudyAnalysis.Cost(timeline.length().dividedBy(trials), 1));
  }

  /// The result for programs, as it is now.
  public StudySummary summary() {
    return summary(false, 0);
  }

  /// Writes report and summary anew.
  public StudySummary write() {
    return write(false, 0);
  }

  /// @param seconds that were worked on it since the last time
  StudySummary write(boolean isInterrupted, double seconds) {
    StudySummary summary = summary(isInterrupted, seconds);
    AtomicFiles.write(folder.report(), report().html());
    AtomicFiles.write(folder.summary(), summary.json() + "\n");
    return summary;
  }

  private StudySummary summary(boolean isInterrupted, double seconds) {
    double all = seconds + StudySummary.secondsIn(folder);
    return StudySummary.of(state(), analysis(), isInterrupted, all);
  }

  /// A trial.
  ///
  /// @throws IllegalArgumentException if there is none of this number
  public TrialRecord trial(int number) {
    List<TrialRecord> trials = state().history().trials();
    if (number < 0 || number >= trials.size()) {
      throw new IllegalArgumentException(
          "trial: expected a number from 0 to %d, but got %d".formatted(trials.size() - 1, number));
    }
    return trials.get(number);
  }

  /// The study for those who take part.
  ///
  /// @param trialTime after which a trial is stopped
  Study take(Optional<Duration> trialTime) {
    Definition definition = state().definition();
    StudyOptions here = OPTIONS.withCheckpoints(new Blobs(folder.checkpoints())::has);
    StudyOptions options = trialTime.map(here::withTrialTime).orElse(here);
    return Study.open(store, name, definition, Strategies.of(definition), options);
  }

  @Override
  public void close() {
    store.close();
  }
}
