package dev.glissade.tune.stopper;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.tune.Param;
import dev.glissade.tune.Scheduler;
import dev.glissade.tune.Space;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.sampler.RandomSearch;
import dev.glissade.tune.sampler.WithoutDuplicates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Early stopping finds what full training finds, for a fraction of the epochs, on recorded curves.
class AshaOnCurvesTest {
  private static final int EPOCHS = 50;
  private static final int SEEDS = 30;

  /// Losses after the epochs 1 to 50 for each setting; NaN where it diverged.
  private static double[][] curves(InputStream file) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      List<String> header = List.of(lines.readLine().split(","));
      int first = header.indexOf("valid_01");
      List<double[]> curves = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split(",", -1);
        curves.add(
            IntStream.range(first, first + EPOCHS).mapToDouble(i -> number(columns[i])).toArray());
      }
      return curves.toArray(double[][]::new);
    }
  }

  private static double number(String column) {
    boolean isMissing = column.isEmpty() || column.equalsIgnoreCase("nan");
    return isMissing ? Double.NaN : Double.parseDouble(column);
  }

  /// The final loss of the best trial that was trained in full, and the epochs of all.
  private record Outcome(double best, double epochs) {}

  private static Outcome run(double[][] curves, Stopper stopper, Scheduler scheduler, int seed) {
    Space space = Space.EMPTY.with("setting", new Param.Whole(0, curves.length - 1, 1));
    var sampler = new WithoutDuplicates(new RandomSearch());
    Simulation simulation =
        new Simulation(
                new Simulation.Plan(space, sampler, stopper, scheduler),
                (it, step, repeat) -> curves[(int) it.whole("setting")][(int) step - 1])
            .run(4, seed);
    double best =
        simulation.trials.stream()
            .filter(it -> it.state() == TrialState.COMPLETE)
            .mapToDouble(it -> it.values().getFirst())
            .min()
            .orElseThrow();
    return new Outcome(best, simulation.steps);
  }

  /// The mean regret is less than half of the spread that full training has over seeds.
  private static void findsTheSame(
      double[][] curves, int trials, Stopper stopper, Scheduler scheduler) {
    double[] full = new double[SEEDS];
    double regret = 0;
    double fullEpochs = 0;
    double epochs = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Outcome all = run(curves, Stopper.none(), new Trials(trials, EPOCHS), seed);
      Outcome some = run(curves, stopper, scheduler, seed);
      full[seed] = all.best();
      regret += (some.best() - all.best()) / SEEDS;
      fullEpochs += all.epochs();
      epochs += some.epochs();
    }
    double mean = IntStream.range(0, SEEDS).mapToDouble(i -> full[i]).average().orElseThrow();
    double spread =
        Math.sqrt(
            IntStream.range(0, SEEDS)
                .mapToDouble(i -> Math.pow(full[i] - mean, 2))
                .average()
                .orElseThrow());
    String figures =
        "%s %s: regret %.5f, spread %.5f, epochs %.3f of all"
            .formatted(
                scheduler.describe(), stopper.describe(), regret, spread, epochs / fullEpochs);
    assertTrue(regret >= -1e-12 && regret < spread / 2, figures);
    assertTrue(epochs < fullEpochs / 4, figures);
  }

  private static void allFindTheSame(double[][] curves, int trials) {
    findsTheSame(curves, trials, Stopper.none(), new AshaPromote(trials, 3, EPOCHS, 3));
    findsTheSame(curves, trials, Stopper.none(), new SuccessiveHalving(trials, 3, EPOCHS, 3));
    findsTheSame(curves, trials, new AshaStop(3, 3), new Trials(trials, EPOCHS));
  }

  @Test
  void anExcerptOfRealCurves() throws IOException {
    allFindTheSame(curves(AshaOnCurvesTest.class.getResourceAsStream("curves.csv")), 50);
  }

  @Test
  void wholeTablesOfRealCurves() throws IOException {
    String data = System.getProperty("glissade.data", "");
    Path folder = Path.of(data, "hpo");
    assumeTrue(
        !data.isEmpty() && Files.isDirectory(folder),
        "skipped, because -Dglissade.data names no folder with hpo/taskset_*.csv.gz");
    try (DirectoryStream<Path> tables = Files.newDirectoryStream(folder, "taskset_*.csv.gz")) {
      for (Path table : tables) {
        allFindTheSame(curves(new GZIPInputStream(Files.newInputStream(table))), 100);
      }
    }
  }
}
