package dev.glissade.cli;

import dev.glissade.experiment.Experiment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `glissade resume RUN`
@Command(
    name = "resume",
    description = "Continues a run from its newest checkpoint, to the same last bit.",
    sortOptions = false,
    footer = {
      "",
      "A finished run goes on with --epochs N and a choice for its schedule:",
      "  hold keeps the last learning rate, append begins the schedule anew,",
      "  stretch draws it out over the longer plan."
    })
final class ResumeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "run folder")
  private Path run = Path.of("");

  @Option(names = "--epochs", paramLabel = "N", description = "new number of epochs, all together")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--schedule",
      paramLabel = "CHOICE",
      description = "stretch, hold or append; goes with --epochs")
  private Optional<String> schedule = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return new TrainingScreen(terminal, output, new LintOptions())
        .train(audience -> Experiment.resume(run, epochs, schedule, audience));
  }
}
