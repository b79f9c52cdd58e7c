package dev.glissade.tune;

import java.util.Optional;

/// Makes the next decision of a study: a pure function of its state and the strategy.
final class Planner {
  /// What comes of it.
  sealed interface Plan {
    /// This is to be done.
    record Assign(Event.Assigned event) implements Plan {}

    /// Works under way have to end first.
    record Wait() implements Plan {}

    /// Nothing more is to begin.
    record Done() implements Plan {}
  }

  private final StudyState state;
  private final Decider decider;
  private Horizon horizon;
  private long planned = -1;
  private long plannedSeen;

  Planner(StudyState state, Strategy strategy) {
    this.state = state;
    this.decider = new Decider(strategy);
    this.horizon = new Horizon(state);
  }

  /// The next decision.
  ///
  /// @param mostTrials no trial begins by itself where there are so many
  Plan next(int mostTrials) {
    forgetWhatWasNotDecided();
    long number = state.size();
    horizon.advance(number);
    Optional<Event.Requested> request = request();
    if (request.isPresent()) {
      return assign(number, request.get().decision(), request);
    }
    long due = horizon.due();
    if (!horizon.isReady(due)) {
      return new Plan.Wait();
    }
    see(number, due);
    Decision decision = decider.decide(horizon, number);
    if (decision instanceof Decision.Await) {
      if (!state.isEnded(number)) {
        return new Plan.Wait();
      }
      see(number, horizon.all());
      decision = decider.decide(horizon, number);
    }
    boolean isEnough = begins(decision) && state.trials() >= mostTrials;
    return isEnough || decision instanceof Decision.Finish
        ? new Plan.Done()
        : assign(number, decision, Optional.empty());
  }

  /// Starts over if somebody else made the decision that was planned, and knew less.
  private void forgetWhatWasNotDecided() {
    boolean isDecided = planned >= 0 && planned < state.size();
    if (isDecided
        && !(state.slot(planned) instanceof Work work && work.assigned().seen() == plannedSeen)) {
      horizon = new Horizon(state);
    }
    planned = isDecided ? -1 : planned;
  }

  private void see(long number, long works) {
    horizon.see(works);
    planned = number;
    plannedSeen = horizon.seen();
  }

  private static boolean begins(Decision decision) {
    return decision instanceof Decision.Begin
        || (decision instanceof Decision.Copy(int trial, int _, Configuration _, long _)
            && trial == Decision.Copy.NEW);
  }

  /// The first request whose trial is free.
  private Optional<Event.Requested> request() {
    return state.requests().stream().filter(it -> isFree(it.decision())).findFirst();
  }

  private boolean isFree(Decision decision) {
    return switch (decision) {
      case Decision.Resume(int trial, long _) -> !state.trial(trial).isUnderWay();
      case Decision.Copy(int trial, int _, Configuration _, long _) ->
          trial == Decision.Copy.NEW || !state.trial(trial).isUnderWay();
      case Decision.Begin _, Decision.Repeat _ -> true;
      case Decision.Await _, Decision.Finish _ -> false;
    };
  }

  private Plan assign(long number, Decision decision, Optional<Event.Requested> request) {
    int trial =
        switch (decision) {
          case Decision.Resume(int given, long _) -> free(given);
          case Decision.Repeat(int given, int _, long _) -> known(given);
          case Decision.Copy(int given, int source, Configuration _, long _) -> {
            known(source);
            yield given == Decision.Copy.NEW ? state.trials() : free(given);
          }
          case Decision.Begin _ -> state.trials();
          case Decision.Await _, Decision.Finish _ -> throw refused("something to do", decision);
        };
    Configuration configuration =
        request.isPresent()
            ? requested(request.get(), trial)
            : decider.configuration(horizon, decision, trial);
    return new Plan.Assign(
        new Event.Assigned(
            number,
            trial,
            decision,
            configuration,
            request.map(Event.Requested::ticket),
            horizon.seen()));
  }

  private Configuration requested(Event.Requested request, int trial) {
    return switch (request.decision()) {
      case Decision.Begin _ -> request.configuration().orElse(Configuration.EMPTY);
      case Decision.Copy(int _, int _, Configuration given, long _) -> given;
      case Decision.Resume _, Decision.Repeat _, Decision.Await _, Decision.Finish _ ->
          state.trial(trial).last().orElseThrow().configuration();
    };
  }

  private int known(int trial) {
    state.trial(trial);
    return trial;
  }

  private int free(int trial) {
    if (state.trial(trial).isUnderWay()) {
      throw refused("a trial that is not under way", trial);
    }
    return trial;
  }

  private IllegalStateException refused(String expected, Object got) {
    return new IllegalStateException(
        decider.scheduler() + ": expected " + expected + ", but got " + got);
  }

  /// What was known when a work was decided.
  Horizon before(Work work) {
    Horizon known = work.number() == planned ? horizon : new Horizon(state);
    known.advance(work.number());
    known.see(work.assigned().seen());
    return known;
  }
}
