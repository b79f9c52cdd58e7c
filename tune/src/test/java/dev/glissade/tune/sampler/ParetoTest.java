package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Draws;
import dev.glissade.tune.Goal;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParetoTest {
  private static List<double[]> points(double[]... points) {
    return List.of(points);
  }

  private static double[] p(double... losses) {
    return losses;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theFrontIsWhatNobodyDominates(int goals) {
    Draws draws = Draws.of(1, goals, "points");
    for (int repeat = 0; repeat < 50; repeat++) {
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        points.add(IntStream.range(0, goals).mapToDouble(_ -> draws.below(8)).toArray());
      }
      int[] expected =
          IntStream.range(0, 60)
              .filter(i -> points.stream().noneMatch(it -> Pareto.dominates(it, points.get(i))))
              .toArray();

      assertArrayEquals(expected, Pareto.front(points));
    }
  }

  @Test
  void ranksCountTheFrontsBefore() {
    List<double[]> points = points(p(1, 4), p(2, 2), p(4, 1), p(2, 4), p(3, 3), p(4, 4), p(2, 2));

    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 2, 0}, Pareto.ranks(points));
    assertArrayEquals(new int[0], Pareto.ranks(List.of()));
  }

  @Test
  void crowdingIsTheDistanceOfTheNeighbours() {
    double[] crowding = Pareto.crowding(points(p(0, 10), p(1, 6), p(4, 4), p(10, 0)));

    double infinite = Double.POSITIVE_INFINITY;
    assertArrayEquals(new double[] {infinite, 0.4 + 0.6, 0.9 + 0.6, infinite}, crowding, 1e-12);
  }

  @Test
  void volumesAreThoseByHand() {
    assertEquals(3, Pareto.hypervolume(points(p(5), p(2), p(3)), p(5)));
    assertEquals(
        1 * 4 + 2 * 3 + 1 * 0,
        Pareto.hypervolume(points(p(1, 1), p(2, 2), p(0.0, 5), p(9, 0)), p(4, 5)) - 2);
    // Two boxes of 2 × 2 × 2 and 1 × 3 × 1 that share 1 × 2 × 1.
    assertEquals(8 + 3 - 2, Pareto.hypervolume(points(p(1, 1, 1), p(2, 0, 2)), p(3, 3, 3)), 1e-12);
    assertEquals(0, Pareto.hypervolume(List.of(), p(1, 1)));
  }

  @Test
  void theVolumeOfThreeGoalsIsTheShareOfRandomPointsThatAreDominated() {
    Draws draws = Draws.of(2, 2, "points");
    List<double[]> points = IntStream.range(0, 12).mapToObj(_ -> draws.uniforms(3)).toList();
    int dominated = 0;
    for (int i = 0; i < 200_000; i++) {
      double[] drawn = draws.uniforms(3);
      dominated += points.stream().anyMatch(it -> Pareto.dominates(it, drawn)) ? 1 : 0;
    }

    assertEquals(dominated / 200_000.0, Pareto.hypervolume(points, p(1, 1, 1)), 5e-3);
  }

  @Test
  void moreThanThreeGoalsHaveNoVolumeHere() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Pareto.hypervolume(List.of(), new double[4]));

    assertEquals("hypervolume: expected one to three goals, but got 4", error.getMessage());
  }

  @Test
  void constraintsComeBeforeGoals() {
    List<Goal> goals =
        List.of(new Goal("loss", Direction.MINIMIZE), new Goal("speed", Direction.MAXIMIZE));
    List<TrialRecord> trials = new ArrayList<>();
    trials.add(trial(0, 0.5, 1, 9));
    trials.add(trial(1, 0, 5, 1));
    trials.add(trial(2, 0, 4, 2));
    trials.add(trial(3, 0, 6, 3));
    trials.add(trial(4, 0.1, 1, 9));
    trials.add(TrialRecord.begun(5, Configuration.EMPTY, 1));

    List<List<Integer>> fronts =
        ParetoOrder.fronts(trials, goals).stream()
            .map(front -> front.stream().map(TrialRecord::number).toList())
            .toList();

    assertEquals(List.of(List.of(2, 3), List.of(1), List.of(4), List.of(0), List.of(5)), fronts);
  }

  private static TrialRecord trial(int number, double violation, double loss, double speed) {
    return new TrialRecord(
        number,
        Configuration.EMPTY,
        TrialState.COMPLETE,
        1,
        List.of(loss, speed),
        violation,
        List.of(),
        List.of());
  }

  @Test
  void aHundredThousandPointsAreNoTrouble() {
    Draws draws = Draws.of(3, 3, "points");
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      points.add(draws.uniforms(3));
    }
    int[] front = Pareto.front(points);
    Collections.reverse(points);

    assertEquals(front.length, Pareto.front(points).length);
    assertTrue(front.length > 50 && front.length < 500, () -> "" + front.length);
  }
}
