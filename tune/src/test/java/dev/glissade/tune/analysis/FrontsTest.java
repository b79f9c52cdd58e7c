package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontsTest {
  private static final List<Goal> GOALS = List.of(Histories.ACCURACY, Histories.LOSS);

  private static List<TrialRecord> trials(double[]... values) {
    List<TrialRecord> trials = new ArrayList<>();
    for (double[] each : values) {
      trials.add(Histories.complete(trials.size(), Configuration.EMPTY, each));
    }
    return trials;
  }

  private static List<Integer> front(double[]... values) {
    return Fronts.best(new History(GOALS, Space.EMPTY, trials(values))).stream()
        .map(TrialRecord::number)
        .toList();
  }

  @Test
  void nobodyOnTheFrontIsBeaten() {
    assertEquals(
        List.of(1, 3, 0),
        front(new double[][] {{0.7, 1}, {0.9, 5}, {0.8, 6}, {0.8, 3}, {0.7, 2}, {0.1, 1}}));
    assertEquals(List.of(0, 1), front(new double[][] {{1, 1}, {1, 1}}));
    assertEquals(List.of(), front());
  }

  @Test
  void frontsArePeeledOff() {
    double[] ranks = Fronts.ranks(trials(new double[][] {{3, 3}, {2, 2}, {1, 1}, {3, 4}}), GOALS);

    assertArrayEquals(new double[] {0, 0, 0, 1}, ranks);
  }
}
