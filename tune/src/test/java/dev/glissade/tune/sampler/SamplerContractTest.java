package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What every sampler of the register promises, whatever the history.
final class SamplerContractTest {
  private static final List<Goal> LOSS = List.of(new Goal("loss", Direction.MINIMIZE));
  private static final Space PLAIN =
      Space.EMPTY.with("x", new Param.Uniform(-5, 10)).with("y", new Param.Uniform(0, 15));
  private static final Space MIXED = mixed();
  private static final Set<String> LEARNING =
      Set.of(
          "auto", "tpe", "gp", "cma-es", "evolution(population=8,sample=3)", "zoom(sobol,after=8)");

  private static Space mixed() {
    return Space.EMPTY
        .with("optimizer", new Param.Choice(List.of("adam", "sgd", "lion")))
        .with("rate", new Param.Log(1e-5, 1e-1))
        .with("beta", new Param.LogOneMinus(0.9, 0.999), only("optimizer", "adam", "lion"))
        .with("momentum", new Param.Uniform(0, 0.99), only("optimizer", "sgd"))
        .with("nesterov", new Param.Choice(List.of("yes", "no")), only("optimizer", "sgd"))
        .with("first", new Param.PowerOfTwo(16, 256))
        .with("second", new Param.Whole(16, 256, 16))
        .with("depth", new Param.LogWhole(1, 100))
        .with("dropout", new Param.Stepped(0, 0.5, 0.1))
        .with("size", new Param.Ordinal(List.of("small", "medium", "large")))
        .with("one", new Param.Uniform(3, 3))
        .with("epochs", new Param.Fixed(Value.of(10)))
        .with(new Constraint("second", 1, "first"));
  }

  private static Condition only(String parent, String... words) {
    var values = new HashSet<Value>();
    for (String word : words) {
      values.add(Value.of(word));
    }
    return new Condition(parent, values);
  }

  /// Each name of the register, with what it needs to learn from few trials.
  private static Stream<String> descriptions() {
    return Samplers.names().stream()
        .map(
            name ->
                switch (name) {
                  case "zoom" -> "zoom(sobol,after=8)";
                  case "without-duplicates" -> "without-duplicates(random)";
                  case "evolution" -> "evolution(population=8,sample=3)";
                  case "nsga2" -> "nsga2(population=8)";
                  case "grid" -> "grid(cells=2)";
                  default -> name;
                });
  }

  private static Stream<DynamicTest> each(Consumer<String> test) {
    return descriptions().map(it -> dynamicTest(it, () -> test.accept(it)));
  }

  private static TrialRecord complete(int number, Configuration configuration, Double... values) {
    return new TrialRecord(
        number, configuration, TrialState.COMPLETE, 1, List.of(values), 0, List.of(), List.of());
  }

  /// Asks for trials one after the other and lets them end as `end` says.
  private static List<TrialRecord> search(
      Sampler sampler,
      Space space,
      int count,
      BiFunction<Integer, Configuration, TrialRecord> end) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Configuration proposed = propose(sampler, new History(LOSS, space, List.copyOf(trials)));
      assertTrue(space.allows(proposed), () -> "not allowed: " + proposed);
      trials.add(end.apply(i, proposed));
    }
    return trials;
  }

  private static Configuration propose(Sampler sampler, History history) {
    return sampler.propose(history, Draws.of(7, history.trials().size(), "sampler"));
  }

  /// A loss of any configuration.
  private static double bowl(Space space, Configuration configuration) {
    double sum = 0;
    for (double unit : space.encode(configuration)) {
      sum += Double.isNaN(unit) ? 0.1 : (unit - 0.3) * (unit - 0.3);
    }
    return sum;
  }

  /// Ends of every kind, in turn.
  private static TrialRecord anyEnd(Space space, int number, Configuration configuration) {
    double loss = bowl(space, configuration);
    var reports =
        List.of(new Report(1, loss + 1), new Report(2, number % 3 == 0 ? Double.NaN : loss));
    return switch (number % 9) {
      case 1 -> TrialRecord.begun(number, configuration, 1);
      case 2 -> ended(number, configuration, TrialState.FAILED, List.of(), List.of());
      case 3 -> ended(number, configuration, TrialState.STOPPED, List.of(), reports);
      case 4 -> ended(number, configuration, TrialState.PAUSED, List.of(), List.of());
      case 5 -> complete(number, configuration, Double.POSITIVE_INFINITY);
      case 6 -> complete(number, configuration, number % 2 == 0 ? Double.NaN : -1e300);
      case 7 ->
          new TrialRecord(
              number,
              configuration,
              TrialState.COMPLETE,
              1,
              List.of(loss),
              0.5 + loss,
              List.of(),
              List.of());
      default -> complete(number, configuration, loss);
    };
  }

  private static TrialRecord ended(
      int number,
      Configuration configuration,
      TrialState state,
      List<Double> values,
      List<Report> reports) {
    return new TrialRecord(number, configuration, state, 2, values, 0, reports, List.of());
  }

  @TestFactory
  Stream<DynamicTest> itCanBeMadeAgainFromItsDescription() {
    return each(
        text -> {
          String described = Samplers.parse(text).describe();

          assertEquals(described, Samplers.parse(described).describe());
        });
  }

  @TestFactory
  Stream<DynamicTest> proposalsAreAllowedByASpaceOfEveryKindOfParameter() {
    return each(
        text ->
            search(Samplers.parse(text), MIXED, 30, (i, it) -> complete(i, it, bowl(MIXED, it))));
  }

  @TestFactory
  Stream<DynamicTest> trialsMayEndInAnyWay() {
    return each(text -> search(Samplers.parse(text), MIXED, 45, (i, it) -> anyEnd(MIXED, i, it)));
  }

  @TestFactory
  Stream<DynamicTest> allTrialsMayFail() {
    return each(
        text ->
            search(
                Samplers.parse(text),
                PLAIN,
                25,
                (i, it) -> ended(i, it, TrialState.FAILED, List.of(), List.of())));
  }

  @TestFactory
  Stream<DynamicTest> allTrialsMayBeUnderWay() {
    return each(
        text -> {
          List<TrialRecord> trials =
              search(Samplers.parse(text), PLAIN, 25, (i, it) -> TrialRecord.begun(i, it, 1));

          assertNotEquals(trials.getFirst().configuration(), trials.get(1).configuration());
        });
  }

  @TestFactory
  Stream<DynamicTest> lossesMayBeEqual() {
    return each(text -> search(Samplers.parse(text), PLAIN, 40, (i, it) -> complete(i, it, 1.0)));
  }

  @TestFactory
  Stream<DynamicTest> trialsMayBeEqual() {
    Configuration same = PLAIN.decode(new double[] {0.3, 0.4});
    return each(
        text ->
            search(
                Samplers.parse(text), PLAIN, 30, (i, it) -> complete(i, same, (double) (i % 5))));
  }

  @TestFactory
  Stream<DynamicTest> oneDimensionIsEnough() {
    Space line = Space.EMPTY.with("x", new Param.Uniform(0, 1));
    return each(
        text -> search(Samplers.parse(text), line, 25, (i, it) -> complete(i, it, it.real("x"))));
  }

  @TestFactory
  Stream<DynamicTest> twentyDimensionsAreNotTooMany() {
    return each(
        text -> {
          if (text.startsWith("grid")) {
            return;
          }
          Space wide = Space.EMPTY;
          for (int i = 0; i < 20; i++) {
            wide = wide.with("x" + i, new Param.Uniform(0, 1));
          }
          Space space = wide;
          search(Samplers.parse(text), space, 25, (i, it) -> complete(i, it, bowl(space, it)));
        });
  }

  @TestFactory
  Stream<DynamicTest> anEmptySpaceHasOneConfiguration() {
    return each(
        text ->
            assertEquals(
                Configuration.EMPTY,
                search(Samplers.parse(text), Space.EMPTY, 25, (i, it) -> complete(i, it, 1.0))
                    .getLast()
                    .configuration()));
  }

  @TestFactory
  Stream<DynamicTest> aProposalIsAFunctionOfHistoryAndDraws() {
    return each(
        text -> {
          Sampler asked = Samplers.parse(text);
          List<TrialRecord> trials = search(asked, MIXED, 40, (i, it) -> anyEnd(MIXED, i, it));
          // One that was asked before about another history, and one that has forgotten everything.
          for (int count : new int[] {0, 5, 17, 40}) {
            var history = new History(LOSS, MIXED, trials.subList(0, count));
            Configuration expected = propose(Samplers.parse(text), history);

            assertEquals(expected, propose(asked, history));
            assertEquals(expected, propose(asked, history));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsKeptFollowsTrialsThatEndLater() {
    return each(
        text -> {
          Sampler asked = Samplers.parse(text);
          List<TrialRecord> trials = search(asked, PLAIN, 40, (i, it) -> anyEnd(PLAIN, i, it));
          var ended = new ArrayList<TrialRecord>();
          for (TrialRecord each : trials) {
            ended.add(
                each.state() == TrialState.RUNNING
                    ? complete(each.number(), each.configuration(), 0.01)
                    : each);
          }
          var history = new History(LOSS, PLAIN, ended);

          assertEquals(propose(Samplers.parse(text), history), propose(asked, history));
        });
  }

  @TestFactory
  Stream<DynamicTest> trialsDifferFromEachOther() {
    return each(
        text -> {
          List<TrialRecord> trials =
              search(Samplers.parse(text), PLAIN, 4, (i, it) -> complete(i, it, bowl(PLAIN, it)));

          assertEquals(4, trials.stream().map(TrialRecord::configuration).distinct().count());
        });
  }

  @TestFactory
  Stream<DynamicTest> theSpaceMayChangeInBetween() {
    Space other =
        Space.EMPTY
            .with("x", new Param.Uniform(-8, 5))
            .with("kind", new Param.Choice(List.of("a", "b")))
            .with("z", new Param.Whole(1, 9, 1));
    return each(
        text -> {
          Sampler sampler = Samplers.parse(text);
          List<TrialRecord> trials =
              new ArrayList<>(
                  search(sampler, PLAIN, 20, (i, it) -> complete(i, it, bowl(PLAIN, it))));
          for (int i = 20; i < 50; i++) {
            Configuration next = propose(sampler, new History(LOSS, other, List.copyOf(trials)));

            assertTrue(other.allows(next), () -> "not allowed: " + next);
            trials.add(complete(i, next, bowl(other, next)));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> severalGoalsAreTakenUp() {
    var goals =
        List.of(new Goal("loss", Direction.MINIMIZE), new Goal("speed", Direction.MAXIMIZE));
    return each(
        text -> {
          Sampler sampler = Samplers.parse(text);
          List<TrialRecord> trials = new ArrayList<>();
          for (int i = 0; i < 30; i++) {
            Configuration next = propose(sampler, new History(goals, PLAIN, List.copyOf(trials)));

            assertTrue(PLAIN.allows(next));
            trials.add(complete(i, next, next.real("x"), next.real("x") - next.real("y")));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatLearnsIsBetterThanChanceOnASphere() {
    ToDoubleFunction<Configuration> sphere =
        it -> Math.pow(it.real("x") - 2, 2) + Math.pow(it.real("y") - 4, 2);
    return learning(sphere);
  }

  @TestFactory
  Stream<DynamicTest> whatLearnsIsBetterThanChanceOnBranin() {
    return learning(TestFunctions::branin);
  }

  private static Stream<DynamicTest> learning(ToDoubleFunction<Configuration> loss) {
    double chance = median("random", loss);
    return descriptions()
        .filter(LEARNING::contains)
        .map(
            it ->
                dynamicTest(
                    it,
                    () -> {
                      double found = median(it, loss);
                      assertTrue(found < chance, () -> found + " is not below " + chance);
                    }));
  }

  /// The median of the best of 40 trials over 9 seeds.
  private static double median(String text, ToDoubleFunction<Configuration> loss) {
    double[] best = new double[9];
    for (int seed = 0; seed < best.length; seed++) {
      best[seed] =
          TestFunctions.best(Samplers.parse(text), PLAIN, loss, new TestFunctions.Plan(seed, 40));
    }
    java.util.Arrays.sort(best);
    return best[best.length / 2];
  }
}
