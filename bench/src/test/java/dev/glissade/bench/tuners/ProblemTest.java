package dev.glissade.bench.tuners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
  @TempDir private Path folder;

  private TuningTable small() throws IOException {
    TablesInTests.small(folder);
    return TableFile.all(folder, "", it -> {}).getFirst();
  }

  @Test
  void regretIsZeroForTheBestAndOneForTheMedian() throws IOException {
    Problem problem = Problem.exact(small());

    // Losses 0 … 6 with y and 1 … 7 with x; of the twenty, the tenth and the eleventh are 3.
    assertEquals(0, problem.regret(0.25));
    assertEquals(1, problem.regret(3.25));
    assertEquals(2, problem.regret(6.25));
  }

  @Test
  void theBestOfTwoIsTheMeanOverAllPairs() {
    double[] sorted = {1, 2, 4, 9};

    assertEquals((1 + 1 + 1 + 2 + 2 + 4) / 6.0, Problem.expectedBest(sorted, 2), 1e-12);
    assertEquals(4, Problem.expectedBest(sorted, 1), 1e-12);
    assertEquals(1, Problem.expectedBest(sorted, 4), 1e-12);
  }

  @Test
  void noiseShowsOneSeedAndJudgesByAnother() throws IOException {
    TuningTable table = small();
    Set<Double> shown = new HashSet<>();
    int best = table.cell(new int[] {3, 1});

    for (int seed = 0; seed < 20; seed++) {
      Problem problem = Problem.noisy(table, seed);
      shown.add(problem.loss(best));
      assertEquals(1, problem.repeats());
      assertEquals(
          0.75, problem.loss(best) + problem.repeated(0, best) + problem.truth(best), "all seeds");
      assertFalse(problem.loss(best) == problem.truth(best));
    }

    assertEquals(Set.of(0.0, 0.25, 0.5), shown);
  }

  /// Optimum, median and the expected best of 100 and 200 as published for these tables.
  @ParameterizedTest
  @CsvSource({
    "hpobench_mlp_australian, 0.944669, 0.89813, 0.9394, 0.9403, 5e-5",
    "hpobench_mlp_car, 1, 0.930698, 0.9996, 0.9997, 5e-5",
    "hpobench_mlp_phoneme, 0.94447, 0.803142, 0.9369, 0.9390, 5e-5",
    "hpobench_mlp_vehicle, 0.95157, 0.814172, 0.9477, 0.9485, 5e-5",
    "fcnet_naval_propulsion, 3.19113e-5, 0.144475, 1.61e-4, 9.60e-5, 5e-7",
    "fcnet_protein_structure, 0.221379, 0.400379, 0.2519, 0.2437, 5e-5",
    "nasbench201_cifar10, 91.6067, 87.3120, 91.025, 91.178, 5e-4",
    "nasbench201_imagenet, 46.7333, 36.5500, 45.349, 45.698, 5e-4"
  })
  void randomSearchIsExpectedToReachWhatIsPublished(
      String name, double best, double median, double hundred, double twoHundred, double within) {
    Path folder = TablesInTests.large();
    assumeTrue(Files.isDirectory(folder), "skipped, because -Dglissade.data names no tables");
    TuningTable table = TableFile.all(folder, name, it -> {}).getFirst();
    double[] sorted =
        Stream.of(table.mean(range(table.seeds())))
            .flatMapToDouble(Arrays::stream)
            .sorted()
            .toArray();

    double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    assertEquals(best, table.direction().loss(sorted[0]), 5e-5 * Math.abs(best));
    assertEquals(median, table.direction().loss(middle), 5e-5 * median);
    assertEquals(hundred, table.direction().loss(Problem.expectedBest(sorted, 100)), within);
    assertEquals(twoHundred, table.direction().loss(Problem.expectedBest(sorted, 200)), within);
  }

  private static int[] range(int count) {
    return IntStream.range(0, count).toArray();
  }
}
