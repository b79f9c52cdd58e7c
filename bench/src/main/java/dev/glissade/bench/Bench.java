package dev.glissade.bench;

import dev.glissade.engine.Profile;
import dev.glissade.engine.kernels.Kernels;
import java.nio.file.Path;
import java.util.Optional;

/// Measures workloads.
///
/// ```java
/// var settings = new Bench.Settings(kernels, 2, Stopwatch.usual(), Bench.Whole.USUAL);
/// var bench = new Bench(version, settings);
/// bench.run(Workloads.builtIn().select("mlp-mid").getFirst());
/// ```
public record Bench(String version, Settings settings) {
  /// With which kernels, how many threads, how long, and what matters to whole trainings only.
  public record Settings(Kernels kernels, int threads, Stopwatch stopwatch, Whole whole) {
    /// Checks the number of threads.
    public Settings {
      if (threads < 1) {
        throw new IllegalArgumentException("threads: expected at least 1, but got " + threads);
      }
    }
  }

  /// The seed of a whole training, and the folder with its data.
  public record Whole(long seed, Optional<Path> folder) {
    /// Seed 0, no folder.
    public static final Whole USUAL = new Whole(0, Optional.empty());
  }

  /// Runs a workload.
  ///
  /// @throws WrongResultException if it did not compute what it should have
  /// @throws IllegalArgumentException if it needs what does not exist yet
  public Result run(Workload workload) {
    return switch (workload) {
      case Workload.TrainingStep step ->
          measured(step, "step", "us", new StepBench(step, settings).run());
      case Workload.Update update ->
          measured(update, "bandwidth", "GB/s", new UpdateBench(update, settings).run());
      case Workload.Product product ->
          measured(product, "throughput", "GFLOP/s", new ProductBench(product, settings).run());
      case Workload.Inference inference ->
          measured(inference, "latency", "us", new InferenceBench(inference, settings).run());
      case Workload.EndToEnd whole -> new EndToEndBench(whole, settings).run(subject(whole));
      case Workload.Search search -> new SearchBench(search, settings).run(subject(search));
      case Workload.Missing missing ->
          throw new IllegalArgumentException(
              "%s: expected a workload that can be run, but got one that needs %s — help: this does not exist yet"
                  .formatted(missing.name(), missing.reason()));
    };
  }

  /// Where the time of a training step goes, in steady state.
  ///
  /// @throws IllegalArgumentException if the workload is something else
  public Profile profile(Workload workload) {
    if (!(workload instanceof Workload.TrainingStep step)) {
      throw new IllegalArgumentException(
          "profile: expected a training step, but got '" + workload.name() + "'");
    }
    return new StepBench(step, settings).profile();
  }

  private Result measured(Workload workload, String metric, String unit, Sample sample) {
    return new Result.Measurement(subject(workload), metric, unit, sample);
  }

  private Result.Subject subject(Workload workload) {
    return new Result.Subject(version, workload.name(), settings.threads());
  }
}
