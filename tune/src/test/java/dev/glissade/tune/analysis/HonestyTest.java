package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialRecord.Repeat;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HonestyTest {
  private static TrialRecord trial(int number, double claim, double... repeats) {
    return Histories.repeated(Histories.complete(number, Configuration.EMPTY, claim), repeats);
  }

  private static History accuracy(TrialRecord... trials) {
    return new History(List.of(Histories.ACCURACY), Space.EMPTY, List.of(trials));
  }

  @Test
  void theBestClaimIsNotTheBest() {
    Honesty honesty =
        Honesty.of(
            accuracy(
                trial(0, 0.95, 0.90, 0.91, 0.89), trial(1, 0.94, 0.93, 0.94, 0.92), trial(2, 0.80)),
            1);

    assertEquals(1, honesty.recommended().orElseThrow().trial());
    assertEquals(0.93, honesty.recommended().orElseThrow().honest().orElseThrow(), 1e-12);
    assertEquals(0, honesty.claimant().orElseThrow().trial());
    assertEquals(0.05, honesty.overclaim().orElseThrow(), 1e-12);
    assertEquals(List.of(1, 0, 2), honesty.leaders().stream().map(each -> each.trial()).toList());
    assertEquals(OptionalDouble.empty(), honesty.leaders().getLast().honest());
  }

  /// The seeds move both by far more than what is between them, and move them alike.
  @Test
  void commonSeedsAreComparedInPairs() {
    History history =
        accuracy(trial(0, 0.9, 0.70, 0.80, 0.90, 0.951), trial(1, 0.9, 0.71, 0.812, 0.91, 0.96));
    Honesty honesty = Honesty.of(history, 1);
    Honesty.Leader best = honesty.recommended().orElseThrow();

    assertEquals(1, best.trial());
    assertTrue(best.probability().orElseThrow() > 0.98, () -> best + "");
    assertTrue(best.interval().orElseThrow().contains(0.75), "its own score is known badly");
    assertTrue(honesty.noise().orElseThrow() < 0.002);
    assertEquals(List.of(), honesty.rivals());
  }

  /// With one configuration the interval is the textbook's: mean ± t s / √n.
  @Test
  void theIntervalOfOneIsStudents() {
    Honesty honesty = Honesty.of(accuracy(trial(0, 0.9, 1, 2, 3)), 1);
    Interval interval = honesty.recommended().orElseThrow().interval().orElseThrow();

    assertEquals(2 - 4.302652729749462 / Math.sqrt(3), interval.low(), 1e-9);
    assertEquals(2 + 4.302652729749462 / Math.sqrt(3), interval.high(), 1e-9);
  }

  @Test
  void anIntervalKeepsToWhatTheMetricCanBe() {
    Interval share =
        Honesty.of(accuracy(trial(0, 0.99, 0.98, 1)), 1)
            .recommended()
            .orElseThrow()
            .interval()
            .orElseThrow();
    Interval loss =
        Honesty.of(
                new History(List.of(Histories.LOSS), Space.EMPTY, List.of(trial(0, 0.2, 0.1, 0.4))),
                1)
            .recommended()
            .orElseThrow()
            .interval()
            .orElseThrow();

    assertEquals(1, share.high());
    assertEquals(0, loss.low());
    assertTrue(share.low() < 0.9 && loss.high() > 1);
  }

  /// Rivals drop out of a race early; their few seeds were the easy ones.
  @Test
  void missingSeedsAreAccountedFor() {
    Honesty honesty =
        Honesty.of(
            accuracy(
                trial(0, 0.9, 0.80, 0.801, 0.70, 0.70),
                trial(1, 0.9, 0.79, 0.789),
                trial(2, 0.9, 0.78, 0.78, 0.68, 0.681)),
            1);

    assertEquals(List.of(0, 1, 2), honesty.leaders().stream().map(each -> each.trial()).toList());
    assertEquals(0.74, honesty.leaders().get(1).honest().orElseThrow(), 0.001);
    assertEquals(2, honesty.leaders().get(1).seeds());
  }

  @Test
  void equalsHaveEqualChances() {
    double[][] scores = {{1, 2, 3, 4}, {2, 1, 4, 3}, {1.5, 1.5, 3.5, 3.5}};
    double[] chances = Honesty.chances(SeedEffects.fit(scores), Draws.of(1, 0, "test"));

    for (double chance : chances) {
      assertEquals(1.0 / 3, chance, 0.03);
    }
  }

  @Test
  void oneSeedGivesAScoreButNoInterval() {
    Honesty.Leader leader =
        Honesty.of(accuracy(trial(0, 0.9, 0.8), trial(1, 0.8, 0.7)), 1).recommended().orElseThrow();

    assertEquals(0.8, leader.honest().orElseThrow());
    assertTrue(leader.interval().isEmpty() && leader.probability().isEmpty());
  }

  @Test
  void theClaimsOwnSeedAndFailedRepeatsAreLeftOut() {
    List<Repeat> repeats =
        List.of(new Repeat(0, 0.99), new Repeat(1, 0.7), new Repeat(2, Double.NaN));
    TrialRecord trial =
        new TrialRecord(
            0, Configuration.EMPTY, TrialState.COMPLETE, 1, List.of(0.99), 0, List.of(), repeats);

    assertEquals(0.7, Honesty.of(accuracy(trial), 1).leaders().getFirst().honest().orElseThrow());
  }

  @Test
  void aStudyWithoutATrialHasNoLeader() {
    assertTrue(Honesty.of(accuracy(), 1).recommended().isEmpty());
    assertTrue(Honesty.of(accuracy(trial(0, Double.NaN)), 1).recommended().isEmpty());
  }

  /// Over many made-up studies the 95 % intervals have the true mean about as often as they say.
  @Test
  void intervalsCoverWhatTheyState() {
    int covered = 0;
    for (int study = 0; study < 400; study++) {
      Draws draws = Draws.of(study, 0, "cover");
      double[] seeds = new double[4];
      Arrays.setAll(seeds, s -> 0.02 * draws.normal());
      List<TrialRecord> trials = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        double[] repeats = new double[4];
        Arrays.setAll(repeats, s -> 0.5 + seeds[s] + 0.02 * draws.normal());
        trials.add(trial(i, 0.5, repeats));
      }
      Honesty honesty =
          Honesty.of(new History(List.of(Histories.LOSS), Space.EMPTY, trials), study);
      Honesty.Leader fixed =
          honesty.leaders().stream().filter(each -> each.trial() == 0).findFirst().orElseThrow();
      covered += fixed.interval().orElseThrow().contains(0.5) ? 1 : 0;
    }
    assertEquals(0.95, covered / 400.0, 0.035);
  }
}
