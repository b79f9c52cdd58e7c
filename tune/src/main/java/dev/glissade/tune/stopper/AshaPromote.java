package dev.glissade.tune.stopper;

import dev.glissade.tune.Decision;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Scheduler;

/// `asha-promote(64,minimum=1,maximum=64,factor=4)`: asynchronous successive halving (Li et al.
/// 2020). Trials pause at `minimum`, `minimum · factor`, …; whoever is free lets the highest of
/// them go on that is among the best `1 / factor` of its rung, and begins a new one if there is
/// none. So nobody waits, and a trial that was passed over may still go on when others turn out
/// worse.
///
/// Where the budget ends before any trial came to `maximum`, the best of the highest rung goes on
/// until it does.
///
/// @param trials how many begin
/// @param minimum the first step at which trials are compared
/// @param maximum the step of a full trial
/// @param factor one in how many goes on; 4 in the paper
public record AshaPromote(int trials, long minimum, long maximum, int factor) implements Scheduler {
  /// Checks the numbers.
  public AshaPromote {
    Rungs.check("asha-promote", trials, minimum, maximum, factor);
  }

  @Override
  public Decision next(History history, Draws draws) {
    Rungs rungs = Rungs.between(minimum, maximum, factor);
    boolean isMore = history.trials().size() < trials;
    return rungs
        .promote(history)
        .orElseGet(() -> isMore ? new Decision.Begin(rungs.first()) : end(rungs, history));
  }

  private static Decision end(Rungs rungs, History history) {
    return Rungs.isAnyRunning(history.trials())
        ? new Decision.Await()
        : rungs.promoteTheBest(history).orElse(new Decision.Finish());
  }

  @Override
  public boolean isFull(long step) {
    return step >= maximum;
  }

  @Override
  public String describe() {
    return Rungs.describe("asha-promote", trials, minimum, maximum, factor);
  }
}
