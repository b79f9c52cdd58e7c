package dev.glissade.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.PlainKernels;
import dev.glissade.optim.Adam;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.optim.Optimizer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Steps of optimisers on surfaces.
class RaceTest {
  private static final List<NamedOptimizer> SOME =
      List.of(NamedOptimizer.GRADIENT_DESCENT, NamedOptimizer.ADAM, NamedOptimizer.L_BFGS);

  private static OptionalInt steps(Surface surface, Optimizer optimizer, int most) {
    try (ThreadTeam team = new ThreadTeam(1)) {
      return new Descent(surface, optimizer, PlainKernels.kernels(), team).steps(most);
    }
  }

  private static List<Race.Result> race(Surface... surfaces) {
    return new Race(PlainKernels.kernels()).run(SOME, List.of(surfaces), _ -> {});
  }

  /// `x ← x (1 - α λ)`, `y ← y + α (y - y³)`: the same steps as a loop needs.
  @Test
  void descentLeavesTheSaddleWhenTheFormulaDoes() {
    double rate = 0.1;
    double x = 1;
    double y = 0.001;
    int steps = 0;
    while (x * x / 2 - y * y / 2 + y * y * y * y / 4 > -0.2) {
      x -= rate * x;
      y += rate * (y - y * y * y);
      steps++;
    }
    OptionalInt found = steps(Surface.SADDLE, GradientDescent.of().learningRate(rate), 1000);
    assertEquals(OptionalInt.of(steps), found);
  }

  @Test
  void whatTakesTooLongOrExplodesDoesNotArrive() {
    assertEquals(
        OptionalInt.empty(),
        steps(Surface.BOWL_10000, GradientDescent.of().learningRate(0.1), 100));
    assertEquals(
        OptionalInt.empty(),
        steps(Surface.ROSENBROCK, GradientDescent.of().learningRate(10), 1000));
  }

  /// α = 1 / λ of the steepest direction, the flattest falls by 1 - 1/κ in each step.
  @Test
  void illConditionedBowlsTakeLongerInProportion() {
    Optimizer descent = GradientDescent.of().learningRate(1);
    int ten = steps(Surface.BOWL_10, descent, 10_000).orElseThrow();
    int hundred = steps(Surface.BOWL_100, descent, 10_000).orElseThrow();
    assertTrue(hundred > 4 * ten && hundred < 15 * ten, ten + " and " + hundred);
    assertTrue(steps(Surface.BOWL_100, Adam.of().learningRate(0.1), 10_000).isPresent());
  }

  @Test
  void theSameRaceHasTheSameResult() {
    assertEquals(race(Surface.NOISY, Surface.PLATEAU), race(Surface.NOISY, Surface.PLATEAU));
  }

  @Test
  void tableAndPictureHaveAPlaceForEachResult() {
    List<Race.Result> results = race(Surface.SADDLE, Surface.BOWL_10000);
    List<String> table = Race.table(results);
    assertEquals("| optimizer | saddle | bowl 10⁴ |", table.getFirst());
    assertEquals(2 + SOME.size(), table.size());
    assertTrue(table.get(2).startsWith("| gradient-descent | "), table.get(2));
    assertTrue(table.get(2).endsWith(" (1.0) |"), table.get(2));
    String page = RacePicture.page(results);
    assertEquals(results.size(), page.split("<circle ", -1).length - 1);
    assertEquals(0, page.split("class=\"none\"", -1).length - 1);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
  }

  @Test
  void wordsOfSurfacesAreChecked() {
    assertEquals(4, Surface.named("bowl").size());
    assertEquals(List.of(Surface.NOISY), Surface.named("noisy"));
    assertEquals(
        "surface: expected saddle, plateau, bowl, rosenbrock or noisy, but got 'hill'",
        assertThrows(IllegalArgumentException.class, () -> Surface.named("hill")).getMessage());
  }
}
