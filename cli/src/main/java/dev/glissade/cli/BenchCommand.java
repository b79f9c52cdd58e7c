package dev.glissade.cli;

import dev.glissade.bench.Bench;
import dev.glissade.bench.ComparisonPicture;
import dev.glissade.bench.OptimizerCosts;
import dev.glissade.bench.ProfileTable;
import dev.glissade.bench.Result;
import dev.glissade.bench.Stopwatch;
import dev.glissade.bench.Workload;
import dev.glissade.bench.Workloads;
import dev.glissade.bench.WrongResultException;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.experiment.Optimizers;
import dev.glissade.experiment.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade bench NAME…`
@Command(
    name = "bench",
    description = "Measures how fast workloads run, one line of JSON for each.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade bench mlp-mid",
      "  glissade bench --threads 1 step/ gemm/512x512",
      "  glissade bench --threads 1 --beside 2 mlp-mid",
      "  glissade bench --profile mlp-mid",
      "  glissade bench --optimizers --threads 1",
      "",
      "What is measured and how: docs/benchmarks.md"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MATRIX = 512;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "workloads, or the beginning of their names; the kind before / may be left out")
  private List<String> names = List.of();

  @Option(
      names = "--workloads",
      paramLabel = "FILE",
      description = "their descriptions as JSON; a copy is built in")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many may work, as many as are fastest do; all cores if not given")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--repeats", paramLabel = "N", description = "measured blocks")
  private int repeats = Stopwatch.usual().blocks();

  @Option(names = "--warm-up", paramLabel = "SECONDS", description = "before the first block")
  private double warmUp = Stopwatch.usual().warmUpSeconds();

  @Option(names = "--block", paramLabel = "SECONDS", description = "length of a block")
  private double block = Stopwatch.usual().blockSeconds();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "the files of a whole training (e2e/fashion-88)")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "seed of a whole training")
  private long seed = 0;

  @Option(
      names = "--profile",
      description = "print where the time of a training step goes, kernel by kernel, instead")
  private boolean profile;

  @Option(
      names = "--optimizers",
      description =
          "print what an update costs per parameter, instead; the names are those of optimizers,"
              + " all if there are none")
  private boolean optimizers;

  @Option(
      names = "--beside",
      paramLabel = "N",
      description = "run each workload N times side by side in this process, a line for each")
  private int beside = 1;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description =
          "print a picture in SVG of the measurements of several frameworks in FILE, instead")
  private Optional<Path> picture = Optional.empty();

  @Mixin private HelpOption help = new HelpOption();

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (picture.isPresent()) {
      terminal.out().print(ComparisonPicture.of(picture.get()));
      return Failures.DONE;
    }
    check();
    var settings =
        new Bench.Settings(
            KernelSelection.current().kernels(),
            threads,
            new Stopwatch(warmUp, block, repeats),
            new Bench.Whole(seed, data));
    if (optimizers) {
      List<String> all = names.isEmpty() ? Optimizers.names() : names;
      var named = all.stream().map(Optimizers::named).toList();
      var costs = new OptimizerCosts(settings, MATRIX, MATRIX).measure(named);
      OptimizerCosts.table(costs).forEach(terminal.out()::println);
      return Failures.DONE;
    }
    Workloads workloads = file.map(Workloads::read).orElseGet(Workloads::builtIn);
    List<Workload> chosen = new ArrayList<>();
    names.forEach(name -> chosen.addAll(withoutMissing(workloads.select(name))));
    Bench bench = new Bench(Version.CURRENT, settings);
    try {
      chosen.forEach(workload -> print(bench, workload));
      return Failures.DONE;
    } catch (WrongResultException wrong) {
      terminal.err().println("error: " + wrong.getMessage());
      return Failures.FAILED;
    }
  }

  private void check() {
    if (names.isEmpty() && !optimizers) {
      throw new IllegalArgumentException(
          "bench: expected names of workloads, or --optimizers, but got neither");
    }
    if (beside < 1) {
      throw new IllegalArgumentException("beside: expected at least 1, but got " + beside);
    }
  }

  /// What cannot be run is left out of many, but an error if it was asked for alone.
  private List<Workload> withoutMissing(List<Workload> selected) {
    List<Workload> kept = new ArrayList<>();
    for (Workload workload : selected) {
      if (workload instanceof Workload.Missing missing && selected.size() > 1) {
        terminal.err().println("skipped: %s needs %s".formatted(missing.name(), missing.reason()));
      } else {
        kept.add(workload);
      }
    }
    return kept;
  }

  private void print(Bench bench, Workload workload) {
    if (profile) {
      ProfileTable.of(workload.name(), bench.profile(workload), threads)
          .lines()
          .forEach(terminal.out()::println);
    } else {
      List<Result> results =
          beside == 1 ? List.of(bench.run(workload)) : sideBySide(bench, workload);
      results.forEach(result -> terminal.out().println(result.json()));
    }
  }

  private List<Result> sideBySide(Bench bench, Workload workload) {
    Callable<Result> task = () -> bench.run(workload);
    try (var copies = Executors.newFixedThreadPool(beside)) {
      return copies.invokeAll(Collections.nCopies(beside, task)).stream()
          .map(BenchCommand::finished)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Result finished(Future<Result> copy) {
    if (copy.state() == Future.State.FAILED && copy.exceptionNow() instanceof RuntimeException e) {
      throw e;
    }
    return copy.resultNow();
  }
}
