package dev.glissade.cli;

import dev.glissade.experiment.Experiment;
import dev.glissade.experiment.ResumeDifference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
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
      "  stretch draws it out over the longer plan.",
      "Settings that were changed in run.yaml since are shown, and wait for --accept.",
      "With another model, what fits is taken over, and what is taken over is said."
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

  @Option(
      names = "--from",
      paramLabel = "FILE|best",
      description =
          "another checkpoint than the newest: a file, or best for the best epoch that was kept;"
              + " what was measured after it is dropped")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--accept",
      paramLabel = "KINDS",
      description =
          "go on although run.yaml was changed: schedule (other steps from here on), model, data")
  private Optional<String> accept = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private Experiment.Decision decision() {
    return new Experiment.Decision(
        epochs, schedule, from, accept.map(ResumeDifference::kinds).orElse(Set.of()));
  }

  @Override
  public Integer call() {
    return new TrainingScreen(terminal, output, new LintOptions())
        .train(audience -> Experiment.resume(run, decision(), audience));
  }
}
