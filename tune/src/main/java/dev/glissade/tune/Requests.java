package dev.glissade.tune;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// What people ask of a study that goes on, from this or any other process: recorded first, and
/// then done by whichever worker is free, before what the scheduler decides.
///
/// Every method takes a ticket and returns whether the request is new: with the same ticket, asking
/// again after a lost connection changes nothing.
public final class Requests {
  private final StudyStore store;
  private final String study;
  private final Knowledge knowledge;

  /// Somebody who knows the study up to its last event.
  interface Knowledge {
    <T> T of(Function<StudyState, T> question);
  }

  /// To a study in a store, which workers look at from time to time.
  ///
  /// @throws IllegalArgumentException if the store has no study of this name
  public Requests(StudyStore store, String study) {
    this(store, study, new Reader(store, study, StudyState.read(store, study)));
  }

  /// To a study that somebody knows.
  Requests(StudyStore store, String study, Knowledge knowledge) {
    this.store = store;
    this.study = study;
    this.knowledge = knowledge;
  }

  private record Reader(StudyStore store, String study, StudyState state) implements Knowledge {
    @Override
    public <T> T of(Function<StudyState, T> question) {
      synchronized (state) {
        state.follow(store, study);
        return question.apply(state);
      }
    }
  }

  /// A ticket that nobody has.
  public static String ticket() {
    return UUID.randomUUID().toString();
  }

  /// A trial with a configuration of one's own. Parameters that are left out are drawn when the
  /// objective asks for them.
  ///
  /// @throws IllegalArgumentException if a parameter of the space cannot have the value
  public boolean begin(String ticket, Configuration configuration, long until) {
    Configuration all = knowledge.of(state -> checked(state, configuration));
    return append(new Event.Requested(ticket, new Decision.Begin(until), Optional.of(all)));
  }

  /// A trial that has ended, or was paused or stopped, goes on from its last checkpoint: it is
  /// extended, resumed, promoted. If it is under way, it goes on afterwards.
  ///
  /// @throws IllegalArgumentException if there is no such trial, or it has come as far already
  public boolean resume(String ticket, int trial, long until) {
    TrialRecord record = record(trial);
    boolean hasEnded = record.state() == TrialState.COMPLETE;
    if (until < record.until() || (hasEnded && until == record.until())) {
      throw new IllegalArgumentException(
          "trial "
              + trial
              + ": expected a step after "
              + record.until()
              + ", to which it was sent before, but got "
              + until);
    }
    return append(new Event.Requested(ticket, new Decision.Resume(trial, until), Optional.empty()));
  }

  /// A new trial goes on from the last checkpoint of another one, which may be under way, with
  /// changed parameters: a second way from the same place.
  ///
  /// @throws IllegalArgumentException if there is no such trial or it has no checkpoint, or if a
  ///     parameter of the space cannot have the value
  public boolean fork(String ticket, int source, Configuration configuration, long until) {
    return fork(ticket, source, configuration, Set.of(), until);
  }

  /// A fork for which some parameters were named. They hold even where they are what the other
  /// trial has, and its knobs were turned to something else.
  ///
  /// @param configuration of the new trial
  /// @param named the names of those parameters
  /// @throws IllegalArgumentException if there is no such trial or it has no checkpoint, or if a
  ///     parameter of the space cannot have the value
  public boolean fork(
      String ticket, int source, Configuration configuration, Set<String> named, long until) {
    Configuration all = knowledge.of(state -> checked(state, configuration));
    if (knowledge.of(state -> state.checkpoint(source)).isEmpty()) {
      throw new IllegalArgumentException(
          "trial " + source + ": expected one with a checkpoint, but got one without");
    }
    var decision = new Decision.Copy(Decision.Copy.NEW, source, all, until);
    Configuration set = Configuration.EMPTY;
    for (String name : named) {
      set = set.with(name, all.get(name));
    }
    return append(
        new Event.Requested(
            ticket, decision, named.isEmpty() ? Optional.empty() : Optional.of(set)));
  }

  /// The configuration of a trial once more, from the beginning, with another seed.
  ///
  /// @param seed at least 1
  /// @throws IllegalArgumentException if there is no such trial
  public boolean repeat(String ticket, int trial, int seed, long until) {
    TrialRecord _ = record(trial);
    return append(
        new Event.Requested(ticket, new Decision.Repeat(trial, seed, until), Optional.empty()));
  }

  /// A trial that is under way pauses after its next report.
  ///
  /// @throws IllegalArgumentException if there is no such trial, or it is not under way
  public boolean pause(String ticket, int trial, String reason) {
    TrialRecord record = record(trial);
    if (record.state() != TrialState.RUNNING) {
      throw new IllegalArgumentException(
          "trial " + trial + ": expected one that is under way, but it is " + record.state());
    }
    return append(new Event.PauseRequested(ticket, trial, reason));
  }

  /// A knob of a trial, such as the learning rate, is set the next time its objective looks; if the
  /// trial is not under way, when it goes on.
  ///
  /// @throws IllegalArgumentException if there is no such trial, or the value is not finite
  public boolean knob(String ticket, int trial, String knob, double value, String reason) {
    TrialRecord _ = record(trial);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(knob + ": expected a finite number, but got " + value);
    }
    return append(new Event.KnobRequested(ticket, trial, knob, value, reason));
  }

  private TrialRecord record(int trial) {
    return knowledge.of(
        state -> {
          state.trial(trial);
          return state.history().trials().get(trial);
        });
  }

  private static Configuration checked(StudyState state, Configuration configuration) {
    Space space = state.definition().space();
    for (Space.Dimension each : space.dimensions()) {
      if (configuration.has(each.name())
          && !each.param().contains(configuration.get(each.name()))) {
        throw new IllegalArgumentException(
            each.name()
                + ": expected a value of "
                + each.param()
                + ", but got "
                + configuration.get(each.name()));
      }
    }
    return space.derive(configuration);
  }

  private boolean append(Event event) {
    boolean isNew = store.append(study, List.of(event));
    // So that workers of this process know of it at once.
    return knowledge.of(_ -> isNew);
  }
}
