package dev.glissade.cli;

import dev.glissade.bench.Race;
import dev.glissade.bench.RacePicture;
import dev.glissade.bench.Surface;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.experiment.Optimizers;
import dev.glissade.optim.NamedOptimizer;
import dev.glissade.train.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade race`
@Command(
    name = "race",
    description =
        "Counts the steps of optimizers out of a saddle and a plateau and down bowls and valleys.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade race",
      "  glissade race --optimizers adam,momentum,muon --surface saddle,bowl --out race",
      "",
      "What is compared: docs/race.md"
    })
final class RaceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--optimizers",
      paramLabel = "NAMES",
      split = ",",
      description = "which, separated by commas; all if not given")
  private List<String> optimizers = Optimizers.names();

  @Option(
      names = "--surface",
      paramLabel = "NAMES",
      split = ",",
      description = "saddle, plateau, bowl, rosenbrock, noisy; all if not given")
  private List<String> surfaces = List.of("saddle", "plateau", "bowl", "rosenbrock", "noisy");

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "also write race.svg, race.html and race.md there")
  private Optional<Path> out = Optional.empty();

  @Mixin private HelpOption help = new HelpOption();

  RaceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<NamedOptimizer> named = optimizers.stream().map(Optimizers::named).toList();
    List<Surface> chosen = new ArrayList<>();
    surfaces.forEach(word -> chosen.addAll(Surface.named(word)));
    Race race = new Race(KernelSelection.current().kernels());
    List<Race.Result> results =
        race.run(named, chosen, done -> terminal.err().println("done: " + done.label()));
    List<String> table = Race.table(results);
    table.forEach(terminal.out()::println);
    out.ifPresent(folder -> write(folder, results, table));
    return Failures.DONE;
  }

  private static void write(Path folder, List<Race.Result> results, List<String> table) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("out: expected a folder " + folder + ", but got: " + e, e);
    }
    AtomicFiles.write(folder.resolve("race.svg"), RacePicture.svg(results));
    AtomicFiles.write(folder.resolve("race.html"), RacePicture.page(results));
    AtomicFiles.write(folder.resolve("race.md"), String.join("\n", table) + "\n");
  }
}
