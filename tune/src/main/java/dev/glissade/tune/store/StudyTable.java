package dev.glissade.tune.store;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Definition;
import dev.glissade.tune.Event;
import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.Shift;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.Timeline.Lifetime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A study as a table of its trials: what is exchanged with other programs. It has less than the
/// events: nothing of works, checkpoints, knobs and requests.
///
/// @param trials in the order of their numbers, without gaps
/// @param lifetimes when trials began and ended, by number, as far as that is known
public record StudyTable(
    String name,
    Definition definition,
    List<TrialRecord> trials,
    Map<Integer, Lifetime> lifetimes) {
  /// Copies the trials.
  ///
  /// @throws IllegalArgumentException if a number is missing
  public StudyTable {
    trials = List.copyOf(trials);
    lifetimes = Map.copyOf(lifetimes);
    for (int i = 0; i < trials.size(); i++) {
      if (trials.get(i).number() != i) {
        throw new IllegalArgumentException(
            "study: expected trial " + i + ", but got " + trials.get(i).number());
      }
    }
  }

  /// Without times.
  public StudyTable(String name, Definition definition, List<TrialRecord> trials) {
    this(name, definition, trials, Map.of());
  }

  /// The same with these times.
  public StudyTable withLifetimes(Map<Integer, Lifetime> changed) {
    return new StudyTable(name, definition, trials, changed);
  }

  /// The table of a study, its space with all that objectives asked for.
  public static StudyTable of(String name, StudyState state) {
    History history = state.history();
    return new StudyTable(name, state.definition().withSpace(history.space()), history.trials());
  }

  /// A new study that begins with these trials, as if somebody had asked for each of them, and goes
  /// on by the definition. A trial that is under way counts as failed.
  ///
  /// Until then sampler and scheduler are named `import`, for they are unknown; so nobody expects
  /// that the decisions can be made again.
  public List<Event> events() {
    var events = new ArrayList<Event>();
    events.add(new Event.Opened(unknown()));
    for (TrialRecord each : trials) {
      addTo(events, each);
    }
    events.add(new Event.Redefined(trials.size(), definition, "imported"));
    return events;
  }

  /// When the trials of `events` were worked on. Who did it is not known, so workers are made up:
  /// as many as had to be there at once.
  public List<Shift> shifts() {
    var shifts = new ArrayList<Shift>();
    var free = new ArrayList<Instant>();
    List<Map.Entry<Integer, Lifetime>> inOrder =
        lifetimes.entrySet().stream()
            .sorted(Comparator.comparing(each -> each.getValue().from()))
            .toList();
    for (var each : inOrder) {
      Lifetime lifetime = each.getValue();
      int worker = 0;
      while (worker < free.size() && free.get(worker).isAfter(lifetime.from())) {
        worker++;
      }
      if (worker == free.size()) {
        free.add(lifetime.to());
      }
      free.set(worker, lifetime.to());
      shifts.add(new Shift(each.getKey(), 1, "imported-" + worker, lifetime.from(), lifetime.to()));
    }
    return shifts;
  }

  private Definition unknown() {
    return new Definition(
        definition.goals(),
        definition.space(),
        "import",
        "none",
        "import",
        definition.seed(),
        definition.lag(),
        definition.notes());
  }

  private void addTo(List<Event> events, TrialRecord trial) {
    Configuration configuration = trial.configuration();
    int work = trial.number();
    String ticket = "import/" + work;
    var begin = new Decision.Begin(trial.until());
    events.add(new Event.Requested(ticket, begin, Optional.of(configuration)));
    long seen = definition.lag() == 0 ? work : Math.max(0, work - definition.lag() + 1);
    events.add(new Event.Assigned(work, work, begin, configuration, Optional.of(ticket), seen));
    for (Report each : trial.reports()) {
      events.add(new Event.Reported(work, each.step(), each.value()));
    }
    boolean isUnderWay = trial.state() == TrialState.RUNNING;
    events.add(
        new Event.Ended(
            work,
            isUnderWay ? TrialState.FAILED : trial.state(),
            trial.values(),
            trial.violation(),
            isUnderWay ? "imported while it was under way" : "imported"));
  }
}
