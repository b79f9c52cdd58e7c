package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class AdviceTest {
  private static final Space RATE =
      Space.EMPTY.with("rate", new Param.Log(1e-4, 1)).with("other", new Param.Uniform(0, 1));

  private static List<Advice> advice(History history) {
    return StudyAnalysis.of(history, 1, Optional.empty()).advice();
  }

  private static <T extends Advice> Optional<T> find(List<Advice> advice, Class<T> kind) {
    return advice.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  @Test
  void theBestAtAnEndAskForAWiderRange() {
    List<Advice> high = advice(Histories.random(RATE, 100, 1, u -> -u[0] + u[1] / 10));
    Advice.Widen widen = find(high, Advice.Widen.class).orElseThrow();

    assertEquals("rate", widen.parameter());
    assertTrue(widen.isHigh());
    assertEquals(new Param.Log(1e-4, 100), widen.wider());
    assertEquals(
        "rate: %d of the best 10 trials are at the high end of its range. Widen it to [0.0001, 100] (log)."
            .formatted(widen.atEnd()),
        widen.text());
    List<Advice> low = advice(Histories.random(RATE, 100, 1, u -> u[0] + u[1] / 10));
    assertEquals(new Param.Log(1e-6, 1), find(low, Advice.Widen.class).orElseThrow().wider());
  }

  @Test
  void theBestInTheMiddleAskForNothing() {
    History history =
        Histories.random(RATE, 200, 1, u -> Math.abs(u[0] - 0.5) + Math.abs(u[1] - 0.4));

    assertTrue(find(advice(history), Advice.Widen.class).isEmpty());
    assertTrue(find(advice(history), Advice.Fix.class).isEmpty());
  }

  /// Were the parameter without effect, the best would be at an end in about one study of a
  /// hundred.
  @Test
  void chanceSeldomAsksForAWiderRange() {
    int asked = 0;
    for (int seed = 0; seed < 200; seed++) {
      History history = Histories.random(RATE, 100, seed, u -> Math.abs(u[1] - 0.5));
      asked += new Boundaries(history).advice(0).isPresent() ? 1 : 0;
    }
    assertTrue(asked <= 8, "asked " + asked);
  }

  @Test
  void theTailOfTheBinomialDistribution() {
    assertEquals(1, Boundaries.chance(0, 5, 0.1), 1e-15);
    assertEquals(1e-5, Boundaries.chance(5, 5, 0.1), 1e-15);
    assertEquals(0.00856, Boundaries.chance(3, 5, 0.1), 1e-12);
  }

  /// Good rates are the largest that do not diverge.
  @Test
  void theBestBesideFailuresAskForStability() {
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double[] u = Histories.units(2, 3, i);
      Configuration configuration = RATE.decode(u);
      trials.add(
          u[0] > 0.93
              ? Histories.ended(i, configuration, TrialState.FAILED, List.of())
              : Histories.complete(i, configuration, -u[0]));
    }
    List<Advice> advice = advice(new History(List.of(Histories.LOSS), RATE, trials));

    Advice.Unstable unstable = find(advice, Advice.Unstable.class).orElseThrow();
    assertEquals("rate", unstable.parameter());
    assertTrue(unstable.isHigh());
    assertTrue(find(advice, Advice.Widen.class).isEmpty(), () -> advice + "");
  }

  @Test
  void whatDoesNothingMayBeFixed() {
    List<Advice> advice =
        advice(Histories.random(RATE, 300, 4, u -> Math.pow(u[0] - 0.5, 2) + 1e-6 * u[1]));

    assertEquals("other", find(advice, Advice.Fix.class).orElseThrow().parameter());
    assertEquals(1, advice.stream().filter(each -> each instanceof Advice.Fix).count());
  }

  /// Ten trials with courses of this shape over the fractions of training.
  private static History courses(DoubleUnaryOperator shape, double gap) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<Report> reports = new ArrayList<>();
      for (int step = 1; step <= 20; step++) {
        reports.add(new Report(step, shape.applyAsDouble(step / 20.0) + gap * i));
      }
      double last = reports.getLast().value();
      trials.add(Histories.complete(i, Configuration.EMPTY, last).withReports(reports));
    }
    return new History(List.of(Histories.LOSS), Space.EMPTY, trials);
  }

  @Test
  void coursesTellOfTheLengthOfTraining() {
    List<Advice> falling = Curves.advice(courses(t -> 1 - t, 0.1));
    List<Advice> done = Curves.advice(courses(t -> t < 0.07 ? 0.5 : 0.5 + t / 100, 0.1));
    List<Advice> rising = Curves.advice(courses(t -> Math.abs(t - 0.5), 0.1));
    List<Advice> flat = Curves.advice(courses(t -> Math.max(0.4, 1 - t), 0.1));

    assertInstanceOf(Advice.TrainLonger.class, falling.getFirst());
    assertInstanceOf(Advice.TrainShorter.class, done.getFirst());
    assertInstanceOf(Advice.Overfits.class, rising.getFirst());
    assertEquals(List.of(), flat);
  }

  @Test
  void lateNoiseHidesTheDifferences() {
    DoubleUnaryOperator shape = t -> 1 - t / 2 + (Math.round(t * 20) % 2 == 0 ? 0.05 : 0);

    assertTrue(find(Curves.advice(courses(shape, 0.001)), Advice.NoisyEnd.class).isPresent());
    assertTrue(find(Curves.advice(courses(shape, 0.1)), Advice.NoisyEnd.class).isEmpty());
  }

  @Test
  void aClaimAsksForRepeatsUntilThereAreSome() {
    History history = Histories.losses(3, 1, 2);
    List<TrialRecord> repeated = new ArrayList<>(history.trials());
    repeated.set(1, Histories.repeated(repeated.get(1), 1.1, 1.2));

    assertEquals(new Advice.Repeat(3), find(advice(history), Advice.Repeat.class).orElseThrow());
    assertTrue(
        find(advice(new History(history.goals(), Space.EMPTY, repeated)), Advice.Repeat.class)
            .isEmpty());
  }

  @Test
  void manyFailuresAreToldFirst() {
    List<TrialRecord> trials = new ArrayList<>(Histories.losses(1, 2, 3).trials());
    for (int i = 3; i < 6; i++) {
      trials.add(Histories.ended(i, Configuration.EMPTY, TrialState.FAILED, List.of()));
    }
    History history = new History(List.of(Histories.LOSS), Space.EMPTY, trials);

    assertEquals(new Advice.ManyFail(0.5), advice(history).getFirst());
  }

  @Test
  void theVerdictTellsClaimFromScore() {
    List<TrialRecord> trials = new ArrayList<>(Histories.losses(3, 1, 2).trials());
    String claimed = StudyAnalysis.of(Histories.losses(3, 1, 2), 1, Optional.empty()).verdict();
    trials.set(1, Histories.repeated(trials.get(1), 2.5, 2.6));
    trials.set(2, Histories.repeated(trials.get(2), 2.0, 2.1));
    History history = new History(List.of(Histories.LOSS), Space.EMPTY, trials);

    assertTrue(
        claimed.startsWith("Trial 1 claims loss 1, the best of 3. It has not been"), claimed);
    String verdict = StudyAnalysis.of(history, 1, Optional.empty()).verdict();
    assertTrue(verdict.startsWith("Trial 2 reaches loss 2.05 ("), verdict);
    assertTrue(verdict.contains("2 fresh seeds; trial 1 had claimed 1, but keeps 2.55."), verdict);
    String none = StudyAnalysis.of(Histories.losses(Double.NaN), 1, Optional.empty()).verdict();
    assertTrue(none.startsWith("No trial has a usable value."), none);
  }

  /// The made-up study has all that is looked for, by construction.
  @Test
  void theSyntheticStudyIsUnderstood() {
    StudyAnalysis analysis = StudyAnalysis.of(SyntheticStudy.of(240, 1), 1, Optional.empty());

    assertEquals("learning-rate", analysis.variance().alone().getFirst().parameters().getFirst());
    assertTrue(
        analysis.advice().stream()
            .anyMatch(each -> each instanceof Advice.Widen it && it.parameter().equals("hidden")),
        () -> analysis.advice() + "");
    assertTrue(
        analysis.advice().stream()
            .anyMatch(
                each -> each instanceof Advice.Fix it && it.parameter().equals("weight-decay")),
        () -> analysis.advice() + "");
    assertTrue(analysis.honesty().overclaim().orElseThrow() > 0);
    double truth = SyntheticStudy.truth(analysis.recommended().orElseThrow().configuration());
    assertTrue(
        analysis
            .honesty()
            .recommended()
            .orElseThrow()
            .interval()
            .orElseThrow()
            .contains(truth - 0.004));
  }

  @Test
  void theBestOfEachPartOfTheRangeIsFound() {
    Space space = Space.EMPTY.with("size", new Param.PowerOfTwo(1, 8));
    List<TrialRecord> trials = new ArrayList<>();
    long[] sizes = {1, 2, 1, 8};
    double[] losses = {4, 3, 2, 5};
    for (int i = 0; i < sizes.length; i++) {
      Configuration configuration = Configuration.EMPTY.with("size", Value.of(sizes[i]));
      trials.add(Histories.complete(i, configuration, losses[i]));
    }
    Isolation isolation = Isolation.of(new History(List.of(Histories.LOSS), space, trials), 0);

    assertEquals(
        List.of("1", "2", "4", "8"), isolation.buckets().stream().map(it -> it.label()).toList());
    assertEquals(2, isolation.buckets().get(0).best().orElseThrow());
    assertEquals(2, isolation.buckets().get(0).count());
    assertEquals(5, isolation.buckets().get(3).value());
    assertTrue(isolation.buckets().get(2).best().isEmpty());
  }
}
