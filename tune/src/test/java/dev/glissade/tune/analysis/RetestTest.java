package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.Value;
import dev.glissade.tune.analysis.RetestPlan.Candidate;
import dev.glissade.tune.analysis.RetestPlan.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RetestTest {
  private static final Space SPACE = Histories.cube("rate", "width");
  private static final History OLD =
      Histories.random(SPACE, 60, 1, u -> Math.abs(u[0] - 0.3) + 0.1 * Math.abs(u[1] - 0.5));

  /// Points by lot, from the draws that it is given.
  private static final Sampler LOT =
      new Sampler() {
        @Override
        public Configuration propose(History history, Draws draws) {
          return history
              .space()
              .decode(
                  DoubleStream.generate(draws::uniform).limit(history.space().size()).toArray());
        }

        @Override
        public String describe() {
          return "lot";
        }
      };

  private static RetestPlan plan() {
    Configuration usual = SPACE.decode(new double[] {0.9, 0.9});
    return RetestPlan.of(OLD, Optional.of(usual), LOT, 1);
  }

  /// The new study: the optimum of the rate is at `rate`, three seeds, little noise.
  private static History now(RetestPlan plan, double rate, double noise) {
    List<TrialRecord> trials = new ArrayList<>();
    for (Candidate each : plan.candidates()) {
      double[] values = new double[3];
      for (int seed = 0; seed < values.length; seed++) {
        Draws draws = Draws.of(seed, trials.size(), "retest");
        values[seed] =
            1
                + Math.abs(each.configuration().real("rate") - rate)
                + 0.2 * seed
                + noise * draws.normal();
      }
      TrialRecord trial = Histories.complete(trials.size(), each.configuration(), values[0]);
      trials.add(Histories.repeated(trial, values[1], values[2]));
    }
    return new History(List.of(Histories.LOSS), SPACE, trials);
  }

  @Test
  void thePlanHasWinnersNeighboursTheDefaultAndFreshOnes() {
    List<Candidate> candidates = plan().candidates();

    assertEquals(26, candidates.size());
    assertEquals(5, candidates.stream().filter(it -> it.kind() == Kind.WINNER).count());
    assertEquals(10, candidates.stream().filter(it -> it.kind() == Kind.NEIGHBOUR).count());
    assertEquals(10, candidates.stream().filter(it -> it.kind() == Kind.FRESH).count());
    assertEquals(
        26, new HashSet<>(candidates.stream().map(Candidate::configuration).toList()).size());
    assertTrue(candidates.stream().allMatch(it -> SPACE.allows(it.configuration())));
    assertEquals(plan(), plan());
    double[] winner = SPACE.encode(candidates.get(0).configuration());
    double[] neighbour = SPACE.encode(candidates.get(5).configuration());
    double moved = Math.abs(winner[0] - neighbour[0]) + Math.abs(winner[1] - neighbour[1]);
    assertEquals(0.15, moved, 0.001, "one parameter, a little");
  }

  @Test
  void anOldWinnerThatHoldsIsKept() {
    RetestPlan plan = plan();
    Retest retest = Retest.of(plan, now(plan, 0.3, 0.02), 1);

    assertTrue(retest.isStillGood(), retest::text);
    assertFalse(retest.text().contains("tune again"), retest::text);
  }

  @Test
  void anOldWinnerThatDoesNotHoldIsTold() {
    RetestPlan plan = plan();
    Retest retest = Retest.of(plan, now(plan, 0.8, 0.005), 1);

    assertFalse(retest.isStillGood(), retest::text);
    assertEquals("rate", retest.moved().getFirst().parameter());
    assertTrue(retest.lead() > 0.3, retest::text);
    assertTrue(retest.leadInterval().orElseThrow().contains(retest.lead()));
    assertTrue(retest.text().contains("tune again"), retest::text);
    assertTrue(retest.text().contains("What moved most: rate from 0.2"), retest::text);
  }

  @Test
  void theOrderOfTheWinnersIsCompared() {
    List<Candidate> candidates = new ArrayList<>();
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Configuration configuration =
          Configuration.EMPTY.with("rate", Value.of(i / 10.0)).with("width", Value.of(0.5));
      candidates.add(new Candidate(Kind.WINNER, configuration, OptionalDouble.of(i)));
      trials.add(Histories.complete(i, configuration, 10.0 - i));
    }
    RetestPlan plan = new RetestPlan(SPACE, candidates);
    Retest retest = Retest.of(plan, new History(List.of(Histories.LOSS), SPACE, trials), 1);

    assertEquals(-1, retest.tau().orElseThrow());
    assertEquals(4, retest.best());
    assertEquals(Optional.empty(), retest.leadInterval(), "one seed says nothing of noise");
  }

  @Test
  void withoutTheOldWinnerNothingIsCompared() {
    RetestPlan plan = plan();
    History empty = new History(List.of(Histories.LOSS), SPACE, List.of());

    assertThrows(IllegalArgumentException.class, () -> Retest.of(plan, empty, 1));
  }

  @Test
  void aStudyIsDueAfterNinetyDays() {
    Instant tuned = Instant.parse("2026-01-01T00:00:00Z");

    assertFalse(Retest.isDue(tuned, tuned.plus(Duration.ofDays(89)), Retest.AFTER));
    assertTrue(Retest.isDue(tuned, tuned.plus(Duration.ofDays(90)), Retest.AFTER));
  }
}
