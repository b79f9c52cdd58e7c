package dev.glissade.tune.stopper;

import dev.glissade.tune.Decision;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Scheduler;

/// `trials(60,until=10)`: so many trials, each to the same step.
///
/// @param count how many; those that somebody asked for are among them
/// @param until the step to which each goes; 1 where there are no steps
public record Trials(int count, long until) implements Scheduler {
  /// Checks the numbers.
  public Trials {
    if (count < 1 || until < 1) {
      throw new IllegalArgumentException(
          "trials: expected count and until of at least 1, but got " + count + " and " + until);
    }
  }

  @Override
  public Decision next(History history, Draws draws) {
    return history.trials().size() < count ? new Decision.Begin(until) : new Decision.Finish();
  }

  @Override
  public boolean isFull(long step) {
    return step >= until;
  }

  @Override
  public String describe() {
    return "trials(" + count + ",until=" + until + ")";
  }
}
