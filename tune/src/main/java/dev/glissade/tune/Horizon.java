package dev.glissade.tune;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What decisions may know, one after the other: the logical clock of a study.
///
/// Decision `k` knows the configurations of all works before it, and the outcome of some of them:
/// those with numbers below `k − lag + 1`, or, where the lag is 0, those that had ended when it was
/// made. What was known once stays known.
final class Horizon {
  private final StudyState state;
  private final Records records = new Records();
  private final List<Integer> open = new ArrayList<>();
  private final Map<Integer, Checkpoint> checkpoints = new HashMap<>();
  private final Map<String, Space.Dimension> suggested = new LinkedHashMap<>();
  private final BitSet known = new BitSet();
  private Definition definition;
  private Space space;
  private long next;
  private long seen;
  private int endedSeen;
  private @Nullable History history;

  Horizon(StudyState state) {
    this.state = state;
    this.definition = state.opened();
    this.space = definition.space();
  }

  /// Goes on to the decision with this number: all works before it have begun, and what their
  /// decisions knew is known.
  void advance(long number) {
    for (; next < number; next++) {
      switch (state.slot(next)) {
        case Slot.Change change -> redefine(change.event().definition());
        case Work work -> {
          see(work.assigned().seen());
          begin(work);
        }
      }
    }
  }

  /// How many works have to be known for the next decision: a number of first works, or, where the
  /// lag is 0, of all that have ended.
  long due() {
    return definition.lag() > 0
        ? Math.max(seen, next - definition.lag() + 1)
        : state.ended().size();
  }

  /// Whether these have ended.
  boolean isReady(long works) {
    return definition.lag() == 0 || state.isEnded(works);
  }

  /// How many works there are to know for a decision that waits for all before it.
  long all() {
    return definition.lag() > 0 ? next : state.ended().size();
  }

  /// Makes so many works known.
  void see(long works) {
    if (definition.lag() > 0) {
      for (; seen < works; seen++) {
        if (state.slot(seen) instanceof Work work) {
          learn(work);
        }
      }
    } else {
      for (; endedSeen < works; endedSeen++) {
        learn(state.ended().get(endedSeen));
      }
    }
  }

  /// How many works are known, in the sense of `due`.
  long seen() {
    return definition.lag() > 0 ? seen : endedSeen;
  }

  Definition definition() {
    return definition;
  }

  /// What is known.
  History history() {
    if (history == null) {
      history = new History(definition.goals(), space, records.snapshot());
    }
    return history;
  }

  /// Everything there is, also of works under way.
  History everything() {
    for (long i = 0; i < next; i++) {
      if (state.slot(i) instanceof Work work && !known.get((int) i)) {
        if (work.isEnded()) {
          learn(work);
        } else {
          peek(work);
        }
      }
    }
    return history();
  }

  /// How many trials have begun.
  int trials() {
    return records.size();
  }

  TrialRecord record(int trial) {
    return records.get(trial);
  }

  /// Where the next work begins: at what its decision knew, or, where a person asked for it, at the
  /// last checkpoint that was there. At the beginning, where that was not kept.
  Optional<Checkpoint> start(Work work) {
    if (work.sourceWhenAssigned().isEmpty()) {
      return Optional.empty();
    }
    return work.assigned().ticket().isPresent()
        ? work.sourceWhenAssigned()
        : switch (work.assigned().decision()) {
          case Decision.Resume(int trial, long _) -> Optional.ofNullable(checkpoints.get(trial));
          case Decision.Copy(int _, int source, Configuration _, long _) ->
              Optional.ofNullable(checkpoints.get(source));
          case Decision.Begin _, Decision.Repeat _, Decision.Await _, Decision.Finish _ ->
              Optional.empty();
        };
  }

  /// The checkpoint that the next decisions know of a trial, at least.
  Optional<Checkpoint> checkpoint(int trial) {
    return Optional.ofNullable(checkpoints.get(trial));
  }

  boolean isKnown(Work work) {
    return known.get((int) work.number());
  }

  private void redefine(Definition changed) {
    history = null;
    definition = changed;
    space = changed.space();
    suggested.values().forEach(this::extend);
  }

  private void extend(Space.Dimension dimension) {
    if (space.dimensions().stream().noneMatch(it -> it.name().equals(dimension.name()))) {
      space = space.with(dimension.name(), dimension.param());
    }
  }

  private void begin(Work work) {
    history = null;
    Event.Assigned assigned = work.assigned();
    int trial = assigned.trial();
    if (assigned.decision() instanceof Decision.Repeat(int _, int seed, long _)) {
      records.set(trial, repeated(records.get(trial), seed, Double.NaN));
      return;
    }
    start(work).ifPresentOrElse(it -> checkpoints.put(trial, it), () -> checkpoints.remove(trial));
    if (trial == records.size()) {
      records.add(begun(work));
      open.add(1);
      return;
    }
    records.set(trial, begun(work));
    open.set(trial, open.get(trial) + 1);
  }

  /// The record of a trial whose next work this is, as it begins.
  TrialRecord begun(Work work) {
    Configuration configuration = work.assigned().configuration();
    if (work.trial() == records.size()) {
      return TrialRecord.begun(work.trial(), configuration, work.until());
    }
    TrialRecord before = records.get(work.trial());
    return new TrialRecord(
        before.number(),
        configuration,
        TrialState.RUNNING,
        work.until(),
        List.of(),
        0,
        before.reports(),
        before.repeats());
  }

  private void learn(Work work) {
    if (known.get((int) work.number())) {
      return;
    }
    known.set((int) work.number());
    history = null;
    Event.Ended end = work.end().orElseThrow();
    int trial = work.trial();
    if (work.assigned().decision() instanceof Decision.Repeat(int _, int seed, long _)) {
      double value = end.state() == TrialState.COMPLETE ? end.values().getFirst() : Double.NaN;
      records.set(trial, repeated(records.get(trial), seed, value));
      return;
    }
    open.set(trial, open.get(trial) - 1);
    for (Event.Suggested each : work.suggestions()) {
      var dimension = new Space.Dimension(each.name(), each.param(), Optional.empty());
      if (suggested.putIfAbsent(each.name(), dimension) == null) {
        extend(dimension);
      }
    }
    work.checkpoint().ifPresent(it -> checkpoints.put(trial, it));
    records.set(trial, learned(records.get(trial), work, end));
  }

  private TrialRecord learned(TrialRecord before, Work work, Event.Ended end) {
    boolean isLast = open.get(work.trial()) == 0;
    return new TrialRecord(
        before.number(),
        isLast ? work.configuration() : before.configuration(),
        isLast ? end.state() : TrialState.RUNNING,
        before.until(),
        isLast ? List.copyOf(end.values()) : List.of(),
        isLast ? end.violation() : 0,
        joined(before, work.reports()),
        before.repeats());
  }

  private void peek(Work work) {
    history = null;
    if (!work.isRepeat()) {
      TrialRecord before = records.get(work.trial());
      records.set(
          work.trial(),
          new TrialRecord(
              before.number(),
              work.configuration(),
              TrialState.RUNNING,
              before.until(),
              List.of(),
              0,
              joined(before, work.reports()),
              before.repeats()));
    }
  }

  /// The reports of a trial with those of a further work.
  static List<Report> joined(TrialRecord before, Reports later) {
    if (later.isEmpty()) {
      return before.reports();
    }
    return before.reports() instanceof Reports earlier ? earlier.then(later) : later;
  }

  private static TrialRecord repeated(TrialRecord before, int seed, double value) {
    var repeats = new ArrayList<>(before.repeats());
    repeats.removeIf(it -> it.seed() == seed);
    repeats.add(new TrialRecord.Repeat(seed, value));
    return new TrialRecord(
        before.number(),
        before.configuration(),
        before.state(),
        before.until(),
        before.values(),
        before.violation(),
        before.reports(),
        List.copyOf(repeats));
  }
}
