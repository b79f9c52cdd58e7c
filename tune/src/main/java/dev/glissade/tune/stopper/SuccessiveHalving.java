package dev.glissade.tune.stopper;

import dev.glissade.tune.Decision;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Scheduler;

/// `successive-halving(27,minimum=1,maximum=27,factor=3)`: trials pause at `minimum`,
/// `minimum · factor`, …; when all have come to a rung, the best `1 / factor` go on, at least one
/// (Jamieson and Talwalkar 2016). Workers wait for the slowest at each rung; `AshaPromote` does
/// not.
///
/// @param trials how many begin
/// @param minimum the first step at which trials are compared
/// @param maximum the step of a full trial
/// @param factor one in how many goes on
public record SuccessiveHalving(int trials, long minimum, long maximum, int factor)
    implements Scheduler {
  /// Checks the numbers.
  public SuccessiveHalving {
    Rungs.check("successive-halving", trials, minimum, maximum, factor);
  }

  @Override
  public Decision next(History history, Draws draws) {
    return Rungs.between(minimum, maximum, factor).synchronous(history.trials(), trials, history);
  }

  @Override
  public boolean isFull(long step) {
    return step >= maximum;
  }

  @Override
  public String describe() {
    return Rungs.describe("successive-halving", trials, minimum, maximum, factor);
  }
}
