package dev.glissade.tune.stopper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.sampler.RandomSearch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationBasedTest {
  private static final Space SPACE =
      Space.EMPTY
          .with("rate", new Param.Log(1e-4, 1))
          .with("beta", new Param.LogOneMinus(0.9, 0.999))
          .with("dropout", new Param.Stepped(0, 0.5, 0.05))
          .with("width", new Param.PowerOfTwo(16, 256))
          .with("kind", new Param.Choice(List.of("a", "b", "c")));

  private static Simulation run(PopulationBased scheduler, int workers, Simulation.Curve curve) {
    var plan = new Simulation.Plan(SPACE, new RandomSearch(), Stopper.none(), scheduler);
    return new Simulation(plan, curve).run(workers, 3);
  }

  private static double distance(Configuration it) {
    return Math.abs(Math.log10(it.real("rate")) + 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void theWorstGoOnFromTheBestWithSomethingNear(int workers) {
    Simulation simulation =
        run(
            new PopulationBased(8, 2, 20, 0.25, 0),
            workers,
            (configuration, step, seed) -> distance(configuration));
    List<Decision.Copy> copies =
        simulation.decisions.stream()
            .filter(Decision.Copy.class::isInstance)
            .map(Decision.Copy.class::cast)
            .toList();

    assertEquals(8, simulation.trials.size());
    assertEquals(8 * 20, simulation.steps);
    assertEquals(2 * 9, copies.size());
    assertTrue(
        simulation.trials.stream()
            .allMatch(it -> it.until() == 20 && it.state() == TrialState.COMPLETE));
    assertTrue(copies.stream().allMatch(it -> SPACE.allows(it.configuration())));
    assertTrue(copies.stream().noneMatch(it -> it.trial() == it.source()));
  }

  @Test
  void rankingsDoNotChangeWithinAGeneration() {
    Simulation simulation =
        run(
            new PopulationBased(8, 1, 2, 0.25, 0.25),
            1,
            (configuration, step, seed) -> distance(configuration));
    List<Integer> order =
        simulation.trials.stream()
            .sorted(
                (a, b) ->
                    Double.compare(a.reports().getFirst().value(), b.reports().getFirst().value()))
            .map(TrialRecord::number)
            .toList();
    Set<Integer> replaced = new HashSet<>();
    for (Decision each : simulation.decisions) {
      if (each instanceof Decision.Copy(int trial, int source, Configuration _, long _)) {
        replaced.add(trial);
        assertTrue(order.subList(0, 2).contains(source));
      }
    }

    assertEquals(Set.copyOf(order.subList(6, 8)), replaced);
  }

  @Test
  void failedMembersAreReplaced() {
    Simulation simulation =
        run(
            new PopulationBased(8, 1, 4, 0.25, 0.25),
            2,
            (configuration, step, seed) ->
                step == 1 && configuration.real("rate") > 0.01
                    ? Double.NaN
                    : distance(configuration));

    assertTrue(simulation.trials.stream().allMatch(it -> it.state() == TrialState.COMPLETE));
  }

  @Test
  void theLastIntervalMayBeShorter() {
    Simulation simulation =
        run(new PopulationBased(4, 3, 7, 0.25, 0.25), 1, (configuration, step, seed) -> 1);

    assertTrue(simulation.trials.stream().allMatch(it -> it.until() == 7));
  }

  @Test
  void realNumbersMoveByAFifthAndStayInside() {
    Draws draws = Draws.of(1, 0, "test");
    for (int i = 0; i < 1000; i++) {
      Configuration before = SPACE.decode(draws.uniforms(5));
      Configuration after = new Mutation(0).of(before, SPACE, draws);
      double rate = after.real("rate") / before.real("rate");
      double beta = (1 - after.real("beta")) / (1 - before.real("beta"));

      assertTrue(SPACE.allows(after));
      assertEquals(before.whole("width"), after.whole("width"));
      assertEquals(before.word("kind"), after.word("kind"));
      assertTrue(rate > 0.8 - 1e-9 && rate < 1.2 + 1e-9, () -> "rate times " + rate);
      assertTrue(beta > 0.8 - 1e-9 && beta < 1.2 + 1e-9, () -> "1 - beta times " + beta);
      assertTrue(Math.abs(after.real("dropout") - before.real("dropout")) < 0.15);
    }
  }

  @Test
  void realNumbersAreDrawnAgain() {
    Draws draws = Draws.of(1, 0, "test");
    Configuration before = SPACE.decode(new double[] {0.5, 0.5, 0.5, 0.5, 0.5});
    double mean = 0;
    for (int i = 0; i < 1000; i++) {
      Configuration after = new Mutation(1).of(before, SPACE, draws);
      assertEquals(before.whole("width"), after.whole("width"));
      assertNotEquals(before.real("rate"), after.real("rate"));
      mean += SPACE.encode(after)[0] / 1000;
    }

    assertEquals(0.5, mean, 0.05);
  }
}
