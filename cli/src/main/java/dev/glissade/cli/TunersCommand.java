package dev.glissade.cli;

import dev.glissade.bench.tuners.Contest;
import dev.glissade.bench.tuners.Contestant;
import dev.glissade.bench.tuners.Optuna;
import dev.glissade.bench.tuners.OurSampler;
import dev.glissade.bench.tuners.TableFile;
import dev.glissade.bench.tuners.TuningTable;
import dev.glissade.train.AtomicFiles;
import dev.glissade.tune.sampler.Samplers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade tuners`
@Command(
    name = "tuners",
    description = "Races samplers of hyper-parameters on tables that know every outcome.",
    sortOptions = false,
    hidden = true,
    footer = {
      "",
      "Examples:",
      "  bench/tuners --tables tables",
      "  bench/tuners --tables tables --only hpobench --samplers tpe,gp --batches 16",
      "  bench/tuners --tables tables --noise --trials 120 --python venv/bin/python",
      "",
      "What is measured: docs/tuners.md"
    })
final class TunersCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--tables",
      paramLabel = "FOLDER",
      required = true,
      description = "CSV files with a row for each configuration, compressed or not")
  private Path tables = Path.of("");

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "tables whose names begin so; all if not given")
  private String only = "";

  @Option(names = "--seeds", paramLabel = "N", description = "searches of each kind")
  private int seeds = 30;

  @Option(names = "--trials", paramLabel = "N", description = "trials of a search")
  private int trials = 200;

  @Option(
      names = "--samplers",
      paramLabel = "NAMES",
      split = "[,;](?![^(]*[)])",
      description = "as in glissade tune, separated by commas")
  private List<String> samplers = List.of("tpe");

  @Option(
      names = "--batches",
      paramLabel = "N,…",
      split = ",",
      description = "how many configurations are asked for at once")
  private List<Integer> batches = List.of(1, 16);

  @Option(
      names = "--noise",
      description = "a search sees one seed of the training; the others say how good its choice is")
  private boolean isNoisy;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "an interpreter with Optuna, whose TPE then races too")
  private Optional<Path> python = Optional.empty();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "all scores as JSON lines; those of Optuna in it are not made again")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--markdown", paramLabel = "FILE", description = "also write the tables there")
  private Optional<Path> markdown = Optional.empty();

  @Mixin private HelpOption help = new HelpOption();

  TunersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<TuningTable> read = TableFile.all(tables, only, it -> say("skipped: " + it));
    List<Contestant> contestants = new ArrayList<>();
    for (String sampler : samplers) {
      Samplers.parse(sampler);
      contestants.add(new OurSampler(sampler, () -> Samplers.parse(sampler)));
    }
    if (python.isEmpty()) {
      say("skipped: Optuna, because --python names no interpreter");
      race(read, contestants);
    } else {
      try (Optuna optuna = new Optuna(python.get())) {
        contestants.add(optuna);
        race(read, contestants);
      }
    }
    return Failures.DONE;
  }

  private void race(List<TuningTable> read, List<Contestant> contestants) {
    List<String> lines =
        new Contest(seeds, trials, isNoisy, json)
            .run(read, contestants, batches, it -> say("done: " + it))
            .lines();
    lines.forEach(terminal.out()::println);
    markdown.ifPresent(file -> AtomicFiles.write(file, String.join("\n", lines) + "\n"));
  }

  private void say(String line) {
    terminal.err().println(line);
  }
}
