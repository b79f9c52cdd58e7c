package dev.glissade.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known of a study: the sum of its events. A pure fold: the same events give the same
/// state, whoever reads them.
public final class StudyState {
  private final List<Slot> slots = new ArrayList<>();
  private final List<Work> ended = new ArrayList<>();
  private final TreeMap<Long, Work> underWay = new TreeMap<>();
  private final List<TrialLog> trials = new ArrayList<>();
  private final Map<String, Event.Requested> requests = new LinkedHashMap<>();
  private @Nullable Definition opened;
  private @Nullable Definition current;
  private Optional<Event.Tested> tested = Optional.empty();
  private long position;

  /// Nothing has happened yet.
  public StudyState() {}

  /// The state after these events.
  public static StudyState of(List<Event> events) {
    StudyState state = new StudyState();
    events.forEach(state::apply);
    return state;
  }

  /// The state of a stored study.
  ///
  /// @throws IllegalArgumentException if the store has no study of this name
  public static StudyState read(StudyStore store, String study) {
    StudyState state = new StudyState();
    state.follow(store, study);
    if (state.opened == null) {
      throw new IllegalArgumentException(
          "study: expected one of " + store.studies() + ", but got " + study);
    }
    return state;
  }

  /// Reads what has been stored since.
  void follow(StudyStore store, String study) {
    for (StudyStore.Entry each : store.read(study, position)) {
      apply(each.event());
      position = each.position();
    }
  }

  /// Adds the next event.
  void apply(Event event) {
    switch (event) {
      case Event.Opened it -> {
        opened = it.definition();
        current = it.definition();
      }
      case Event.Redefined it -> {
        place(new Slot.Change(it), it.work());
        current = it.definition();
      }
      case Event.Requested it -> requests.put(it.ticket(), it);
      case Event.Assigned it -> assign(it);
      case Event.Suggested it -> work(it.work()).add(it);
      case Event.Reported it -> work(it.work()).add(it);
      case Event.Saved it -> save(it);
      case Event.Discarded it -> it.trials().forEach(this::discard);
      case Event.KnobRequested it -> trial(it.trial()).wish(it);
      case Event.PauseRequested it -> trial(it.trial()).last().ifPresent(Work::askToPause);
      case Event.KnobChanged it -> {
        work(it.work()).add(it);
        trial(work(it.work()).trial()).change(it);
      }
      case Event.Timed it -> time(it);
      case Event.Released it -> work(it.work()).add(it);
      case Event.Ended it -> end(it);
      case Event.Tested it -> tested = Optional.of(it);
    }
  }

  private void place(Slot slot, long number) {
    if (number != slots.size()) {
      throw new IllegalStateException(
          "study: expected work " + slots.size() + " to be the next, but got " + number);
    }
    slots.add(slot);
  }

  private void assign(Event.Assigned event) {
    Work work = new Work(event, source(event.decision()), renewed(event));
    place(work, event.work());
    underWay.put(event.work(), work);
    event.ticket().ifPresent(requests::remove);
    if (event.trial() == trials.size()) {
      trials.add(new TrialLog());
    }
    if (!work.isRepeat()) {
      trial(event.trial()).begin(work);
    }
  }

  private Optional<Checkpoint> source(Decision decision) {
    return switch (decision) {
      case Decision.Resume(int trial, long _) -> trial(trial).checkpoint();
      case Decision.Copy(int _, int source, Configuration _, long _) -> trial(source).checkpoint();
      case Decision.Begin _, Decision.Repeat _, Decision.Await _, Decision.Finish _ ->
          Optional.empty();
    };
  }

  /// What a copy sets anew: the parameters that a person named, and those that its source has
  /// otherwise.
  private Set<String> renewed(Event.Assigned event) {
    if (!(event.decision() instanceof Decision.Copy copy)) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>();
    event
        .ticket()
        .flatMap(ticket -> Optional.ofNullable(requests.get(ticket)))
        .flatMap(Event.Requested::configuration)
        .ifPresent(named -> names.addAll(named.values().keySet()));
    Configuration before = trial(copy.source()).last().orElseThrow().configuration();
    copy.configuration()
        .values()
        .forEach(
            (name, value) -> {
              if (!before.has(name) || !before.get(name).equals(value)) {
                names.add(name);
              }
            });
    return names;
  }

  private void discard(int number) {
    TrialLog trial = trial(number);
    if (!trial.isUnderWay() && !isAskedFor(number)) {
      trial.discard();
    }
  }

  /// Whether somebody asked to go on from the checkpoint of a trial.
  boolean isAskedFor(int trial) {
    return requests.values().stream()
        .anyMatch(
            it ->
                switch (it.decision()) {
                  case Decision.Resume(int resumed, long _) -> resumed == trial;
                  case Decision.Copy(int onto, int source, Configuration _, long _) ->
                      source == trial || onto == trial;
                  case Decision.Begin _, Decision.Repeat _, Decision.Await _, Decision.Finish _ ->
                      false;
                });
  }

  private void time(Event.Timed event) {
    Work work = work(event.work());
    work.add(event);
    if (!work.isRepeat()) {
      trial(work.trial()).take(event.seconds());
    }
  }

  private void save(Event.Saved event) {
    Work work = work(event.work());
    work.add(event);
    trial(work.trial()).save(work);
  }

  private void end(Event.Ended event) {
    Work work = work(event.work());
    work.end(event);
    underWay.remove(event.work());
    ended.add(work);
  }

  /// What the study was opened with.
  public Definition opened() {
    return known(opened);
  }

  /// What it is now.
  public Definition definition() {
    return known(current);
  }

  private static Definition known(@Nullable Definition definition) {
    if (definition == null) {
      throw new IllegalStateException("study: expected to be opened, but got no events");
    }
    return definition;
  }

  /// Everything that is known, also of trials under way: for people to look at. Decisions are made
  /// from less, so that they can be made again.
  public History history() {
    Horizon horizon = new Horizon(this);
    horizon.advance(size());
    return horizon.everything();
  }

  /// Requests that were not answered yet, in order.
  public SequencedCollection<Event.Requested> requests() {
    return List.copyOf(requests.values());
  }

  /// The look at the test set, if there was one.
  public Optional<Event.Tested> tested() {
    return tested;
  }

  /// The last checkpoint of a trial, by its hash.
  public Optional<String> checkpoint(int trial) {
    return trial(trial).checkpoint().map(Checkpoint::hash);
  }

  /// The trial that a work should go on from, where that is another one, whose checkpoint was not
  /// kept.
  Optional<Integer> missingSource(Work work) {
    return work.assigned().decision() instanceof Decision.Copy copy
            && work.sourceWhenAssigned().isEmpty()
            && trial(copy.source()).isDiscarded()
        ? Optional.of(copy.source())
        : Optional.empty();
  }

  /// The knobs that people asked to be set of the trial of a work.
  List<TrialLog.Knob> knobs(Work work) {
    return work.isRepeat() ? List.of() : trial(work.trial()).knobs();
  }

  /// How long the trial of a work, or its repeat, took before.
  double seconds(Work work) {
    return work.isRepeat() ? work.seconds() : trial(work.trial()).seconds();
  }

  /// How many trials there are.
  public int trials() {
    return trials.size();
  }

  /// A hash of all decisions and what came of them, in the order of works: SHA-256 of
  /// configurations, reports, knobs and ends as lines of JSON. Who did them, when, how often and
  /// from which checkpoints is left out, so that with a lag of at least 1 it is the same for any
  /// number of workers and after any kill.
  public String eventsHash() {
    return EventsHash.of(this);
  }

  boolean isEmpty() {
    return opened == null;
  }

  /// How many works and changes of the definition there are.
  long size() {
    return slots.size();
  }

  Slot slot(long number) {
    return slots.get(Math.toIntExact(number));
  }

  Work work(long number) {
    if (number >= 0 && number < slots.size() && slot(number) instanceof Work work) {
      return work;
    }
    throw new IllegalStateException(
        "study: expected one of " + slots.size() + " works, but got " + number);
  }

  TrialLog trial(int number) {
    if (number < 0 || number >= trials.size()) {
      throw new IllegalArgumentException(
          "trial: expected one of " + trials.size() + " trials, but got " + number);
    }
    return trials.get(number);
  }

  /// Works that have ended, in the order of the log.
  List<Work> ended() {
    return ended;
  }

  /// Works that have not, in the order of their numbers.
  List<Work> underWay() {
    return List.copyOf(underWay.values());
  }

  /// Whether the first so many works have ended.
  boolean isEnded(long works) {
    return underWay.isEmpty() || underWay.firstKey() >= works;
  }
}
