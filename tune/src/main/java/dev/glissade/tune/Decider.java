package dev.glissade.tune;

/// Asks scheduler and sampler, always in the same way, so that what was decided once can be decided
/// again.
final class Decider {
  private final Strategy strategy;

  Decider(Strategy strategy) {
    this.strategy = strategy;
  }

  String scheduler() {
    return strategy.scheduler().describe();
  }

  /// The scheduler's decision with this number.
  Decision decide(Horizon horizon, long number) {
    Draws draws = Draws.of(horizon.definition().seed(), number, "scheduler");
    return strategy.scheduler().next(horizon.history(), draws);
  }

  /// The configuration of a trial for a decision of the scheduler.
  Configuration configuration(Horizon horizon, Decision decision, int trial) {
    return switch (decision) {
      case Decision.Begin _ -> propose(horizon);
      case Decision.Copy(int _, int _, Configuration given, long _) -> given;
      case Decision.Resume _, Decision.Repeat _, Decision.Await _, Decision.Finish _ ->
          horizon.record(trial).configuration();
    };
  }

  private Configuration propose(Horizon horizon) {
    History history = horizon.history();
    if (history.space().size() == 0) {
      return Configuration.EMPTY;
    }
    Draws draws = Draws.of(horizon.definition().seed(), horizon.trials(), "sampler");
    Configuration proposal = strategy.sampler().propose(history, draws);
    if (!history.space().allows(proposal)) {
      throw new IllegalStateException(
          strategy.sampler().describe()
              + ": expected a configuration that the space allows, but got "
              + proposal);
    }
    return proposal;
  }
}
