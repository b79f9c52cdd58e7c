package dev.glissade.cli;

import dev.glissade.experiment.StudyEdits;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study zoom STUDY`
@Command(
    name = "zoom",
    description =
        "From coarse to fine: narrows the space to where the best fifth of the trials is.",
    sortOptions = false)
final class StudyZoomCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(names = "--trials", paramLabel = "N", description = "trials of the search, all together")
  private Optional<String> trials = Optional.empty();

  @Mixin private HelpOption help = new HelpOption();

  StudyZoomCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> changes = trials.map(it -> Map.of("trials", it)).orElse(Map.of());
    return study.withTuning(
        tuning -> terminal.out().println("changed: " + StudyEdits.zoom(tuning, changes)));
  }
}
