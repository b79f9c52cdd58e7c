package dev.glissade.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that has happened to one work so far, folded from its events.
final class Work implements Slot {
  private final Event.Assigned assigned;
  private final Optional<Checkpoint> sourceWhenAssigned;
  private final Set<String> renewed;
  private final Reports.Builder reports = new Reports.Builder();
  private final List<Event.Suggested> suggestions = new ArrayList<>(0);
  private final List<Event.KnobChanged> knobs = new ArrayList<>(0);
  private Optional<Checkpoint> checkpoint = Optional.empty();
  private int returned;
  private int failed;
  private boolean isPauseAsked;
  private double seconds;
  private boolean isTimeOver;
  private Event.@Nullable Ended end;

  /// Of a decision.
  ///
  /// @param sourceWhenAssigned the last checkpoint of the trial to go on from, at this place of the
  ///     log
  /// @param renewed the parameters that it sets anew, where that trial is another one
  Work(Event.Assigned assigned, Optional<Checkpoint> sourceWhenAssigned, Set<String> renewed) {
    this.assigned = assigned;
    this.sourceWhenAssigned = sourceWhenAssigned;
    this.renewed = renewed;
  }

  void add(Event.Reported event) {
    if (end == null) {
      reports.add(event.step(), event.value());
    }
  }

  void add(Event.Suggested event) {
    suggestions.add(event);
  }

  void add(Event.Saved event) {
    if (checkpoint.isEmpty() || checkpoint.get().step() <= event.step()) {
      checkpoint = Optional.of(new Checkpoint(event.step(), event.hash()));
    }
  }

  void add(Event.KnobChanged event) {
    knobs.add(event);
  }

  void add(Event.Timed event) {
    seconds += event.seconds();
    isTimeOver |= event.isOver();
  }

  void add(Event.Released event) {
    returned++;
    failed += event.isFailed() ? 1 : 0;
  }

  void askToPause() {
    isPauseAsked = true;
  }

  void end(Event.Ended event) {
    end = event;
  }

  Event.Assigned assigned() {
    return assigned;
  }

  long number() {
    return assigned.work();
  }

  int trial() {
    return assigned.trial();
  }

  Optional<Checkpoint> sourceWhenAssigned() {
    return sourceWhenAssigned;
  }

  Set<String> renewed() {
    return renewed;
  }

  /// The last checkpoint of its own.
  Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  Reports reports() {
    return reports.all();
  }

  List<Event.Suggested> suggestions() {
    return suggestions;
  }

  List<Event.KnobChanged> knobs() {
    return knobs;
  }

  boolean isPauseAsked() {
    return isPauseAsked;
  }

  /// How long its attempts took, as far as that was told.
  double seconds() {
    return seconds;
  }

  /// Whether it ended because that was too long.
  boolean isTimeOver() {
    return isTimeOver;
  }

  /// How many attempts were given back, and how many of these had failed.
  int returned() {
    return returned;
  }

  int failed() {
    return failed;
  }

  @Override
  public boolean isEnded() {
    return end != null;
  }

  Optional<Event.Ended> end() {
    return Optional.ofNullable(end);
  }

  boolean isRepeat() {
    return assigned.decision() instanceof Decision.Repeat;
  }

  /// The step up to which it goes.
  long until() {
    return until(assigned.decision());
  }

  static long until(Decision decision) {
    return switch (decision) {
      case Decision.Begin(long until) -> until;
      case Decision.Resume(int _, long until) -> until;
      case Decision.Copy(int _, int _, Configuration _, long until) -> until;
      case Decision.Repeat(int _, int _, long until) -> until;
      case Decision.Await() -> 0;
      case Decision.Finish() -> 0;
    };
  }

  /// Its configuration with what the objective asked for since.
  Configuration configuration() {
    Configuration all = assigned.configuration();
    for (Event.Suggested each : suggestions) {
      all = all.has(each.name()) ? all : all.with(each.name(), each.value());
    }
    return all;
  }
}
