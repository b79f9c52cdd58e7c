package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Condition;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Constraint;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TpeTest {
  private static final List<Goal> GOALS = List.of(new Goal("loss", Direction.MINIMIZE));
  private static final Space MIXED =
      Space.EMPTY
          .with("rate", new Param.Log(1e-5, 1))
          .with("units", new Param.LogWhole(4, 256))
          .with("kind", new Param.Choice(List.of("a", "b", "c")))
          .with("depth", new Param.Whole(1, 4, 1))
          .with("fixed", new Param.Fixed(Value.of("x")));
  private static final Space CONDITIONAL =
      Space.EMPTY
          .with("kind", new Param.Choice(List.of("plain", "deep")))
          .with("low", new Param.Uniform(0, 1))
          .with("high", new Param.Uniform(0, 1))
          .with("depth", new Param.Whole(1, 9, 1), new Condition("kind", Set.of(Value.of("deep"))))
          .with(new Constraint("low", 1, "high"));

  private static double bowl(Configuration it) {
    double wide = Math.log10(it.real("rate")) + 2;
    return wide * wide + Math.abs(it.whole("depth") - 3) + ("b".equals(it.word("kind")) ? 0 : 1);
  }

  private static TrialRecord trial(
      int number, Configuration configuration, TrialState state, double value) {
    List<Double> values = state == TrialState.COMPLETE ? List.of(value) : List.of();
    return new TrialRecord(number, configuration, state, 1, values, 0, List.of(), List.of());
  }

  /// A search in batches, by a sampler that remembers or by one that is made anew for each trial.
  private static List<Configuration> search(
      Space space, int trials, int batch, boolean isNew, ToDoubleFunction<Configuration> loss) {
    Sampler sampler = new Tpe();
    List<TrialRecord> records = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Sampler asked = isNew ? new Tpe() : sampler;
      var history = new History(GOALS, space, List.copyOf(records));
      Configuration proposed = asked.propose(history, Draws.of(7, i, "sampler"));
      assertTrue(space.allows(proposed), () -> "not allowed: " + proposed);
      records.add(TrialRecord.begun(i, proposed, 1));
      if (records.size() % batch == 0) {
        for (int k = records.size() - batch; k < records.size(); k++) {
          Configuration told = records.get(k).configuration();
          TrialState state = k % 7 == 3 ? TrialState.FAILED : TrialState.COMPLETE;
          records.set(k, trial(k, told, state, loss.applyAsDouble(told)));
        }
      }
    }
    return records.stream().map(TrialRecord::configuration).toList();
  }

  @Test
  void whatIsRememberedChangesNothing() {
    assertEquals(
        search(MIXED, 150, 1, true, TpeTest::bowl), search(MIXED, 150, 1, false, TpeTest::bowl));
    assertEquals(
        search(MIXED, 60, 6, true, TpeTest::bowl), search(MIXED, 60, 6, false, TpeTest::bowl));
  }

  @Test
  void anotherOrShorterHistoryIsNotMistakenForTheLast() {
    Sampler sampler = new Tpe();
    List<TrialRecord> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Draws draws = Draws.of(3, i, "sampler");
      Configuration drawn = MIXED.decode(draws.uniforms(MIXED.size()));
      records.add(trial(i, drawn, TrialState.COMPLETE, bowl(drawn)));
    }
    var whole = new History(GOALS, MIXED, List.copyOf(records));
    var part = new History(GOALS, MIXED, List.copyOf(records.subList(0, 20)));
    var opposite =
        new History(List.of(new Goal("loss", Direction.MAXIMIZE)), MIXED, whole.trials());

    for (History history : List.of(whole, part, opposite, whole)) {
      Configuration remembered = sampler.propose(history, Draws.of(1, 2, "sampler"));
      assertEquals(new Tpe().propose(history, Draws.of(1, 2, "sampler")), remembered);
    }
  }

  @Test
  void itFindsTheBottomOfABowl() {
    double best =
        search(MIXED, 100, 1, false, TpeTest::bowl).stream()
            .mapToDouble(TpeTest::bowl)
            .min()
            .orElseThrow();

    // At random the best of 100 is below 0.01 once in five times.
    assertTrue(best < 0.002, "best " + best);
  }

  @Test
  void conditionsAndConstraintsAreKept() {
    ToDoubleFunction<Configuration> loss =
        it -> (it.has("depth") ? 0.1 * it.whole("depth") : 0.5) + it.real("high") - it.real("low");

    List<Configuration> all = search(CONDITIONAL, 120, 4, false, loss);

    long shallow =
        all.stream().skip(60).filter(it -> it.has("depth") && it.whole("depth") < 4).count();
    assertTrue(shallow > 40, shallow + " of 60 shallow");
  }

  @Test
  void aFiniteSpaceIsTriedWithoutRepeatsAsLongAsItCan() {
    Space space =
        Space.EMPTY
            .with("a", new Param.Whole(0, 5, 1))
            .with("b", new Param.Ordinal(List.of("x", "y")));

    List<Configuration> all = search(space, 14, 1, false, it -> it.whole("a"));

    assertEquals(12, new HashSet<>(all.subList(0, 12)).size());
  }

  private static TrialRecord stopped(int number, long step, double value) {
    return new TrialRecord(
        number,
        Configuration.EMPTY,
        TrialState.STOPPED,
        9,
        List.of(),
        0,
        List.of(new Report(step, value)),
        List.of());
  }

  private static TrialRecord infeasible(int number, double violation) {
    return new TrialRecord(
        number,
        Configuration.EMPTY,
        TrialState.COMPLETE,
        9,
        List.of(-100.0),
        violation,
        List.of(),
        List.of());
  }

  private static List<Integer> order(List<TrialRecord> trials) {
    var history = new History(GOALS, Space.EMPTY, trials);
    return IntStream.range(0, trials.size())
        .mapToObj(i -> TpeSplit.rank(history, trials.get(i), i))
        .filter(TpeSplit.Rank::hasEnded)
        .sorted()
        .map(TpeSplit.Rank::trial)
        .toList();
  }

  @Test
  void completeComeBeforeStoppedBeforeInfeasible() {
    List<TrialRecord> trials =
        List.of(
            infeasible(0, 2),
            stopped(1, 3, 0.5),
            stopped(2, 8, 0.9),
            stopped(3, 8, 0.7),
            trial(4, Configuration.EMPTY, TrialState.COMPLETE, 5),
            infeasible(5, 0.1),
            trial(6, Configuration.EMPTY, TrialState.COMPLETE, 4),
            stopped(7, 8, Double.NaN));

    assertEquals(List.of(6, 4, 3, 2, 7, 1, 5, 0), order(trials));
  }

  @Test
  void failedAndRunningTrialsAreNeverGood() {
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TrialState state = i % 2 == 0 ? TrialState.FAILED : TrialState.RUNNING;
      trials.add(trial(i, Configuration.EMPTY, state, 0));
    }
    trials.add(trial(40, Configuration.EMPTY, TrialState.COMPLETE, 1));
    var history = new History(GOALS, Space.EMPTY, trials);
    var ranks =
        IntStream.range(0, 41).mapToObj(i -> TpeSplit.rank(history, trials.get(i), i)).toList();

    TpeSplit split = TpeSplit.of(history, ranks);

    boolean[] expected = new boolean[41];
    expected[40] = true;
    assertArrayEquals(expected, split.isBelow());
  }

  @Test
  void weightsRiseToOneForTheLatestTwentyFive() {
    assertEquals(1, Parzen.weight(0, 25));
    assertEquals(1.0 / 26, Parzen.weight(0, 26));
    assertEquals(1.0 / 125, Parzen.weight(0, 125));
    assertEquals(1, Parzen.weight(99, 125), 1e-15);
    assertEquals(1, Parzen.weight(100, 125));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertEquals(
        "tpe: expected startup and candidates of at least 1, but got startup=10 and candidates=0",
        assertThrows(IllegalArgumentException.class, () -> new Tpe(10, 0)).getMessage());
  }
}
