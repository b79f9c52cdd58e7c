package dev.glissade.tune.stopper;

import dev.glissade.tune.Decision;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Scheduler;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// `hyperband(81,factor=3,minimum=1,rounds=1)`: brackets of successive halving, from many trials
/// that are compared early to few that are trained in full, in case early losses mislead (Li et al.
/// 2018).
///
/// With `S = ⌊log(maximum / minimum) / log(factor)⌋` bracket `s = S … 0` begins
/// `⌈(S + 1) factor^s / (s + 1)⌉` trials and compares them first at `⌊maximum / factor^s⌋`: for
/// (81, 3) these are 81, 34, 15, 8 and 5 trials. While one bracket waits for its rung, the next
/// begins. Optuna's `HyperbandPruner` has no brackets of this kind: it ends trials as they come, by
/// one of several stoppers.
///
/// @param maximum the step of a full trial
/// @param factor one in how many goes on
/// @param minimum the first step at which trials are compared
/// @param rounds how often all brackets are gone through
public record Hyperband(long maximum, int factor, long minimum, int rounds) implements Scheduler {
  /// Checks the numbers.
  public Hyperband {
    Rungs.check("hyperband", minimum, maximum, factor);
    if (rounds < 1) {
      throw new IllegalArgumentException("hyperband: expected at least 1 round, but got " + rounds);
    }
  }

  /// How many trials begin, and where they are compared.
  record Bracket(int size, Rungs rungs) {}

  /// The brackets of one round.
  List<Bracket> brackets() {
    int most = 0;
    long power = 1;
    while (power <= maximum / minimum / factor) {
      power *= factor;
      most++;
    }
    List<Bracket> brackets = new ArrayList<>();
    for (int s = most; s >= 0; s--) {
      long size = Math.ceilDiv((most + 1) * power, s + 1L);
      List<Long> steps = new ArrayList<>();
      for (long divisor = power; divisor >= 1; divisor /= factor) {
        steps.add(maximum / divisor);
      }
      brackets.add(new Bracket(Math.toIntExact(size), new Rungs(List.copyOf(steps), factor)));
      power /= factor;
    }
    return brackets;
  }

  /// How many trials begin in all rounds.
  public int trials() {
    return rounds * brackets().stream().mapToInt(Bracket::size).sum();
  }

  @Override
  public Decision next(History history, Draws draws) {
    List<Bracket> round = brackets();
    List<Bracket> all = IntStream.range(0, rounds).boxed().flatMap(_ -> round.stream()).toList();
    List<TrialRecord> trials = history.trials();
    Decision waiting = new Decision.Finish();
    int from = 0;
    for (Bracket bracket : all) {
      int to = Math.min(from + bracket.size(), trials.size());
      Decision decision =
          bracket.rungs().synchronous(trials.subList(from, to), bracket.size(), history);
      switch (decision) {
        case Decision.Finish _ -> {}
        case Decision.Await await -> waiting = await;
        case Decision other -> {
          return other;
        }
      }
      from = to;
    }
    return waiting;
  }

  @Override
  public boolean isFull(long step) {
    return step >= maximum;
  }

  @Override
  public String describe() {
    return "hyperband("
        + maximum
        + ",factor="
        + factor
        + ",minimum="
        + minimum
        + ",rounds="
        + rounds
        + ")";
  }
}
