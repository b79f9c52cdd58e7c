package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BestOfKTest {
  private static BestOfK of(double... losses) {
    return BestOfK.of(Histories.losses(losses), 1).orElseThrow();
  }

  /// The pairs of 1, 2, 4 have the minima 1, 1, 2.
  @Test
  void theExpectationIsThatOverAllChoices() {
    BestOfK best = of(4, 1, 2);

    assertEquals(7.0 / 3, best.expected(1), 1e-12);
    assertEquals(4.0 / 3, best.expected(2), 1e-12);
    assertEquals(1, best.expected(3), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> best.expected(4));
  }

  @Test
  void quantilesAreThoseOfAllChoices() {
    BestOfK best = of(1, 2, 3, 4);

    assertEquals(1, best.reached(2, 0.5), "1 is in half of the pairs");
    assertEquals(2, best.reached(2, 0.51));
    assertEquals(3, best.reached(2, 0.99));
    assertEquals(1, best.reached(4, 0.99));
  }

  @Test
  void largeIsGoodWhereTheGoalSaysSo() {
    List<TrialRecord> trials = new ArrayList<>();
    for (double value : new double[] {0.5, 0.9, 0.7}) {
      trials.add(Histories.complete(trials.size(), Configuration.EMPTY, value));
    }
    BestOfK best =
        BestOfK.of(new History(List.of(Histories.ACCURACY), Space.EMPTY, trials), 1).orElseThrow();

    assertEquals(0.9, best.expected(3), 1e-12);
    assertEquals((0.9 + 0.9 + 0.7) / 3, best.expected(2), 1e-12);
  }

  @Test
  void trialsWithoutAValueCountAsTheWorst() {
    List<TrialRecord> trials = new ArrayList<>(Histories.losses(1, 5).trials());
    trials.add(Histories.ended(2, Configuration.EMPTY, TrialState.STOPPED, List.of()));
    trials.add(Histories.ended(3, Configuration.EMPTY, TrialState.FAILED, List.of()));
    trials.add(Histories.ended(4, Configuration.EMPTY, TrialState.RUNNING, List.of()));
    BestOfK best =
        BestOfK.of(new History(List.of(Histories.LOSS), Space.EMPTY, trials), 1).orElseThrow();

    assertEquals(4, best.size());
    assertEquals((1 + 3 * 5) / 4.0, best.expected(1), 1e-12);
  }

  /// Of uniform numbers the best of k is 1 / (k + 1): from 100 to 200 trials it gains 0.00493.
  @Test
  void whatMoreTrialsBuyIsRightOnAverage() {
    double sum = 0;
    int covered = 0;
    double truth = 1 / 101.0 - 1 / 201.0;
    for (int study = 0; study < 100; study++) {
      Draws draws = Draws.of(study, 0, "uniform");
      BestOfK.Gain gain =
          of(DoubleStream.generate(draws::uniform).limit(100).toArray()).more(100).orElseThrow();
      sum += gain.amount() / 100;
      covered += gain.interval().contains(truth) ? 1 : 0;
    }

    assertEquals(truth, sum, 0.25 * truth);
    assertTrue(covered > 75, "covered " + covered);
  }

  @Test
  void nothingMoreIsBoughtWhereAllAreEqual() {
    double[] equal = DoubleStream.generate(() -> 3).limit(20).toArray();

    assertEquals(new BestOfK.Gain(20, 0, new Interval(0, 0)), of(equal).more(20).orElseThrow());
    assertEquals(Optional.empty(), of(1, 2, 3).more(20));
    assertEquals(Optional.empty(), BestOfK.of(Histories.losses(Double.NaN), 1));
  }

  @Test
  void aGainBelowWhatCountsIsEnough() {
    BestOfK.Gain gain = new BestOfK.Gain(20, 0.0012, new Interval(0.0004, 0.0031));
    MoreTrials small = new MoreTrials(gain, 0.004, Optional.of(Duration.ofMinutes(125)));
    MoreTrials large = new MoreTrials(gain, 0.001, Optional.empty());

    assertTrue(small.isEnough());
    assertEquals(
        "20 more trials, 2 h 5 min, would buy about 0.0012 (0.0004 to 0.0031), less than the 0.004"
            + " that would count: enough.",
        small.text());
    BestOfK.Gain none = new BestOfK.Gain(20, 0, new Interval(0, 0));
    assertEquals(
        "20 more trials like these would buy nothing: enough.",
        new MoreTrials(none, 0, Optional.empty()).text());
    assertFalse(large.isEnough());
    assertTrue(large.text().endsWith("worth going on."), large.text());
  }

  @Test
  void figuresAreShort() {
    assertEquals("0.9813", Figures.number(0.98132));
    assertEquals("2.5e-5", Figures.number(2.5e-5));
    assertEquals("1536", Figures.number(1536));
    assertEquals("1.235e10", Figures.number(12345678901.5));
    assertEquals("0", Figures.number(0));
    assertEquals("NaN", Figures.number(Double.NaN));
    assertEquals("71 %", Figures.share(0.712));
    assertEquals("3.1 %", Figures.share(0.0312));
    assertEquals("< 0.1 %", Figures.share(0.0001));
    assertEquals("> 99.9 %", Figures.share(0.9999));
    assertEquals("0 %, 100 %", Figures.share(0) + ", " + Figures.share(1));
    assertEquals("12 s", Figures.time(Duration.ofSeconds(12)));
    assertEquals("3 min", Figures.time(Duration.ofSeconds(170)));
    assertEquals("3 d 4 h", Figures.time(Duration.ofHours(76)));
  }
}
