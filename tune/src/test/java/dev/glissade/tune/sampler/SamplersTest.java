package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Param;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gp(startup=1)|gp: expected startup of at least 2, but got 1",
        "gp(start=12)|gp: expected one of startup, but got start",
        "random(3)|random: expected at most 0 arguments, but got random(3)",
        "evolution(5,9)|evolution: expected 1 <= sample <= population, but got sample=9 and"
            + " population=5",
        "nsga2(1)|nsga2: expected a population of at least 2, but got 1",
        "zoom|zoom: expected a sampler within, but got none",
      })
  void wrongSettingsAreRefused(String description, String message) {
    var error = assertThrows(IllegalArgumentException.class, () -> Samplers.parse(description));

    assertEquals(message, error.getMessage());
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    var error = assertThrows(IllegalArgumentException.class, () -> Samplers.parse("cmaes"));

    assertEquals(
        "sampler: expected one of "
            + String.join(", ", Samplers.names())
            + ", but got cmaes — help: did you mean cma-es?",
        error.getMessage());
  }

  @Test
  void settingsAreReadByPlaceAndByName() {
    assertEquals(
        "evolution(population=9,sample=4)", Samplers.parse("evolution(9,sample=4)").describe());
    assertEquals("zoom(halton(skip=7),after=8)", Samplers.parse("zoom(halton(7),8)").describe());
  }

  private static History history(int goals, int parameters, int trials) {
    Space space = TestFunctions.box(parameters, 0, 1);
    Configuration middle = space.decode(new double[parameters]);
    return new History(
        Collections.nCopies(goals, new Goal("loss", Direction.MINIMIZE)),
        space,
        Collections.nCopies(trials, TrialRecord.begun(0, middle, 1)));
  }

  @Test
  void autoSaysWhatItChooses() {
    var auto = new Auto();

    assertEquals(
        "gp: 1 goals, 20 parameters, 299 trials (gp for 1 goal, at most 20 parameters, before trial"
            + " 300)",
        auto.explain(history(1, 20, 299)));
    assertTrue(auto.explain(history(2, 3, 5)).startsWith("tpe: "));
    assertTrue(auto.explain(history(1, 21, 5)).startsWith("tpe: "));
    assertTrue(auto.explain(history(1, 3, 300)).startsWith("tpe: "));
  }

  @Test
  void autoSearchesASmallSpaceWithoutReplacement() {
    Space space =
        Space.EMPTY
            .with("n", new Param.Whole(1, 5, 1))
            .with("word", new Param.Choice(List.of("a", "b", "c", "d")));
    var seen = new HashSet<Configuration>();

    TestFunctions.best(
        new Auto(),
        space,
        it -> {
          assertTrue(seen.add(it), () -> "again " + it);
          return it.real("n");
        },
        new TestFunctions.Plan(1, 20));

    assertEquals(20, seen.size());
  }

  @Test
  void evolutionFindsAWordForEachPlace() {
    Space words = Space.EMPTY;
    for (int i = 0; i < 8; i++) {
      words = words.with("w" + i, new Param.Choice(List.of("a", "b", "c", "d")));
    }

    double found =
        TestFunctions.best(
            new Evolution(20, 5),
            words,
            it -> it.values().values().stream().filter(w -> !w.toString().equals("c")).count(),
            new TestFunctions.Plan(1, 300));

    // At random the best of 300 has about three wrong ones.
    assertTrue(found <= 1, () -> "" + found);
  }

  @Test
  void severalGoalsCoverMoreThanChance() {
    double chance = covered("random");

    for (String each : List.of("nsga2(population=20)", "gp", "tpe")) {
      double volume = covered(each);
      assertTrue(volume > chance, () -> each + ": " + volume + " is not above " + chance);
    }
  }

  /// The volume below `(1, 1)` after 120 trials of the problem ZDT1 with five parameters, on an
  /// average of three seeds.
  private static double covered(String description) {
    List<Goal> goals =
        List.of(new Goal("first", Direction.MINIMIZE), new Goal("second", Direction.MAXIMIZE));
    Space space = TestFunctions.box(5, 0, 1);
    double sum = 0;
    for (int seed = 0; seed < 3; seed++) {
      Sampler sampler = Samplers.parse(description);
      List<TrialRecord> trials = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        Configuration next =
            sampler.propose(
                new History(goals, space, List.copyOf(trials)), Draws.of(seed, i, "sampler"));
        trials.add(
            new TrialRecord(i, next, TrialState.COMPLETE, 1, zdt(next), 0, List.of(), List.of()));
      }
      sum +=
          Pareto.hypervolume(
              trials.stream().map(it -> ParetoOrder.losses(it, goals)).toList(),
              new double[] {1, 4});
    }
    return sum / 3;
  }

  private static List<Double> zdt(Configuration configuration) {
    double[] x = TestFunctions.vector(configuration);
    double rest = 0;
    for (int i = 1; i < x.length; i++) {
      rest += x[i];
    }
    double g = 1 + 9 * rest / (x.length - 1);
    return List.of(x[0], -g * (1 - Math.sqrt(x[0] / g)));
  }
}
