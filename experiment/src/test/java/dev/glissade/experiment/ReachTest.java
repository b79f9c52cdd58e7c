package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.optim.NamedOptimizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Steps to an accuracy, over seeds.
class ReachTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "epochs", "12", "hidden", "8", "batch-size", "16", "threads", "1", "validation", "0.3");

  private static List<Reach.Result> run(double accuracy) {
    return new Reach("iris", SETTINGS, new Reach.Goal(accuracy, 3))
        .run(List.of(NamedOptimizer.ADAM, NamedOptimizer.GRADIENT_DESCENT), _ -> {});
  }

  @Test
  void everyOptimizerRunsWithEverySeedUntilItIsThere() {
    List<Reach.Result> results = run(0.8);

    assertEquals(2, results.size());
    for (Reach.Result result : results) {
      assertEquals(3, result.reached(), result::toString);
      for (Reach.Trial trial : result.trials()) {
        assertTrue(trial.best() >= 0.8 && trial.steps() % 6 == 0, trial::toString);
      }
    }
    assertEquals(
        results.stream()
            .map(each -> each.trials().stream().map(Reach.Trial::steps).toList())
            .toList(),
        run(0.8).stream()
            .map(each -> each.trials().stream().map(Reach.Trial::steps).toList())
            .toList());
    List<String> table = Reach.table(results);
    assertTrue(table.get(2).startsWith("| adam | "), table::toString);
    assertTrue(table.get(2).endsWith(" | 1 |"), table::toString);
    assertTrue(table.get(3).contains(" to "), table::toString);
  }

  /// Mean 2 and variance 1: 2 ± 4.303 / √3.
  @Test
  void intervalsAreStudents() {
    Reach.Interval interval = Reach.Interval.of(1, 2, 3);
    assertEquals(2, interval.mean(), 1e-15);
    assertEquals(4.303 / Math.sqrt(3), interval.half(), 1e-12);
  }

  @Test
  void aGoalMustBePossible() {
    assertThrows(IllegalArgumentException.class, () -> new Reach.Goal(1.5, 5));
    assertThrows(IllegalArgumentException.class, () -> new Reach.Goal(0.5, 1));
  }
}
