package dev.glissade.tune.stopper;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Scheduler;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// `with-repeats(trials(100),leaders=10,seeds=2)`: at the end trains the best trials again, each
/// with the same fresh seeds `1 … seeds`. The best of many noisy values is too good to be true; the
/// mean over fresh seeds is honest, and choosing by it is better: on tables of small networks these
/// twenty repeats were worth as much as the step from random search to TPE.
///
/// Leaders are complete, break no constraint and have different configurations. One that at least
/// three seeds show to be worse than another gets no more: the 95 % interval of the mean difference
/// over common seeds excludes that it is the best.
///
/// @param inner what is done before
/// @param leaders how many trials are repeated
/// @param seeds how often each
public record WithRepeats(Scheduler inner, int leaders, int seeds) implements Scheduler {
  /// Checks the numbers.
  public WithRepeats {
    if (leaders < 1 || seeds < 1) {
      throw new IllegalArgumentException(
          "with-repeats: expected leaders and seeds of at least 1, but got "
              + leaders
              + " and "
              + seeds);
    }
  }

  @Override
  public Decision next(History history, Draws draws) {
    Decision decision = inner.next(history, draws);
    if (!(decision instanceof Decision.Finish)) {
      return decision;
    }
    if (Rungs.isAnyRunning(history.trials())) {
      return new Decision.Await();
    }
    List<TrialRecord> best = best(history);
    return IntStream.rangeClosed(1, seeds)
        .boxed()
        .flatMap(
            seed ->
                best.stream()
                    .filter(it -> it.repeats().stream().noneMatch(had -> had.seed() == seed))
                    .filter(it -> !Race.isBeaten(it, best, history))
                    .map(it -> new Decision.Repeat(it.number(), seed, it.until())))
        .<Decision>map(it -> it)
        .findFirst()
        .orElse(decision);
  }

  private List<TrialRecord> best(History history) {
    Set<Configuration> had = new HashSet<>();
    return history.trials().stream()
        .filter(it -> it.state() == TrialState.COMPLETE && it.violation() <= 0)
        .sorted(Comparator.comparingDouble(it -> history.loss(it.values().getFirst())))
        .filter(it -> had.add(it.configuration()))
        .limit(leaders)
        .toList();
  }

  @Override
  public boolean isFull(long step) {
    return inner.isFull(step);
  }

  @Override
  public String describe() {
    return "with-repeats(" + inner.describe() + ",leaders=" + leaders + ",seeds=" + seeds + ")";
  }
}
