package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.List;
import java.util.stream.IntStream;

/// `evolution(population=20,sample=5)`: regularised evolution (Real, Aggarwal, Huang and Le 2019).
/// The population are the latest trials that ended, so that everybody dies of age; of some of them,
/// drawn at random, the best has a child that differs in one parameter. Asks nothing of the space,
/// so it is for large ones of many words. In the paper 100 and 25, for 20,000 trials.
///
/// @param population how many trials live; the first so many are those of `sobol`
/// @param sample how many of them compete to be the parent
public record Evolution(int population, int sample) implements Sampler {
  /// Checks the numbers.
  public Evolution {
    if (population < 1 || sample < 1 || sample > population) {
      throw new IllegalArgumentException(
          "evolution: expected 1 <= sample <= population, but got sample="
              + sample
              + " and population="
              + population);
    }
  }

  @Override
  public Configuration propose(History history, Draws draws) {
    Cube cube = new Cube(history.space());
    List<TrialRecord> ended =
        history.trials().stream()
            .filter(it -> it.state() != TrialState.RUNNING)
            .filter(it -> cube.point(it.configuration()).isPresent())
            .toList();
    if (history.trials().size() < population || ended.isEmpty()) {
      return Startup.propose(history, draws);
    }
    List<TrialRecord> alive = ended.subList(Math.max(0, ended.size() - population), ended.size());
    TrialRecord parent = parent(alive, history, draws);
    double[] point = cube.point(parent.configuration()).orElseThrow();
    return history.space().draw(_ -> child(cube, point, draws));
  }

  private TrialRecord parent(List<TrialRecord> alive, History history, Draws draws) {
    TrialRecord best = alive.get(draws.below(alive.size()));
    for (int i = 1; i < sample; i++) {
      TrialRecord other = alive.get(draws.below(alive.size()));
      boolean isBetter = Standing.of(other, history).compareTo(Standing.of(best, history)) < 0;
      best = isBetter ? other : best;
    }
    return best;
  }

  private static double[] child(Cube cube, double[] parent, Draws draws) {
    double[] child = parent.clone();
    int[] axes =
        IntStream.range(0, child.length)
            .filter(it -> cube.count(it) != 1 && cube.isPresent(parent, it))
            .toArray();
    if (axes.length > 0) {
      Mutation.change(cube, child, axes[draws.below(axes.length)], draws);
    }
    return cube.settle(child);
  }

  @Override
  public String describe() {
    return "evolution(population=" + population + ",sample=" + sample + ")";
  }
}
