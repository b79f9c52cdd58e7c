package dev.glissade.tune.stopper;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Scheduler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.Comparator;
import java.util.List;

/// `population-based(8,interval=1,until=20)`: population-based training (Jaderberg et al. 2017).
/// All members pause every `interval` steps; when all have come, each of the worst `quantile` goes
/// on from the checkpoint of a random one of the best, with its hyper-parameters changed a little,
/// and the others go on as they are. What comes out is a schedule of hyper-parameters rather than
/// one value of each.
///
/// Real numbers are drawn again with probability `resample`, or made larger or smaller by a fifth;
/// whole numbers and words are taken over. A member that failed is among the worst. Ray Tune's does
/// not wait for all by default, and so compares members at unequal steps. Losses of the next
/// interval decide, so rates tend to fall too early.
///
/// @param population how many members, at least 2
/// @param interval how many steps lie between comparisons
/// @param until the step at which the members end
/// @param quantile which part is replaced, and by which part, at most a half
/// @param resample how likely a number is drawn again
public record PopulationBased(
    int population, long interval, long until, double quantile, double resample)
    implements Scheduler {
  /// Checks the numbers.
  public PopulationBased {
    if (population < 2 || interval < 1 || until < interval) {
      throw new IllegalArgumentException(
          "population-based: expected population of at least 2 and 1 <= interval <= until, but got "
              + population
              + ", "
              + interval
              + " and "
              + until);
    }
    if (!(quantile > 0 && quantile <= 0.5) || !(resample >= 0 && resample <= 1)) {
      throw new IllegalArgumentException(
          "population-based: expected quantile in (0, 0.5] and resample in [0, 1], but got "
              + quantile
              + " and "
              + resample);
    }
  }

  @Override
  public Decision next(History history, Draws draws) {
    if (history.trials().size() < population) {
      return new Decision.Begin(interval);
    }
    List<TrialRecord> members = history.trials().subList(0, population);
    long step = members.stream().mapToLong(TrialRecord::until).min().orElseThrow();
    List<TrialRecord> waiting = members.stream().filter(it -> it.until() == step).toList();
    if (Rungs.isAnyRunning(step < until ? waiting : members)) {
      return new Decision.Await();
    }
    return step < until
        ? goOn(ranked(members, step, history), step, history.space(), draws)
        : new Decision.Finish();
  }

  private static List<TrialRecord> ranked(List<TrialRecord> members, long step, History history) {
    return members.stream()
        .sorted(Comparator.comparingDouble(it -> Rungs.loss(it, step, history)))
        .toList();
  }

  /// What the next of those that wait at a step does. The worst come first, as long as the best
  /// still have the checkpoints of this step.
  private Decision goOn(List<TrialRecord> ranked, long step, Space space, Draws draws) {
    long next = Math.min(until, step + interval);
    int count = (int) Math.min(Math.ceil(quantile * population), population / 2);
    List<TrialRecord> best = ranked.stream().limit(count).filter(Rungs::canGoOn).toList();
    List<TrialRecord> worst = ranked.subList(population - count, population);
    for (TrialRecord each : ranked) {
      boolean isReplaced = worst.contains(each) || !Rungs.canGoOn(each);
      if (each.until() == step && isReplaced && !best.isEmpty()) {
        TrialRecord source = best.get(draws.below(best.size()));
        Configuration changed = new Mutation(resample).of(source.configuration(), space, draws);
        return new Decision.Copy(each.number(), source.number(), changed, next);
      }
    }
    return ranked.stream()
        .filter(it -> it.until() == step && Rungs.canGoOn(it))
        .findFirst()
        .<Decision>map(it -> new Decision.Resume(it.number(), next))
        .orElse(new Decision.Finish());
  }

  @Override
  public boolean isFull(long step) {
    return step >= until;
  }

  @Override
  public String describe() {
    return "population-based("
        + population
        + ",interval="
        + interval
        + ",until="
        + until
        + ",quantile="
        + quantile
        + ",resample="
        + resample
        + ")";
  }
}
