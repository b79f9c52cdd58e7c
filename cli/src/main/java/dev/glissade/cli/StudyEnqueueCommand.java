package dev.glissade.cli;

import dev.glissade.experiment.StudyConfigurations;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Requests;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study enqueue STUDY --set NAME=VALUE`
@Command(
    name = "enqueue",
    description = "Asks for a trial with a configuration of one's own.",
    sortOptions = false)
final class StudyEnqueueCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      required = true,
      description = "a parameter; every parameter of the space has to be set")
  private List<String> values = List.of();

  @Mixin private HelpOption help = new HelpOption();

  StudyEnqueueCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return study.withTuning(
        tuning -> {
          var stored = tuning.stored();
          Configuration configuration =
              StudyConfigurations.whole(stored.state().history().space(), values);
          stored.requests().begin(Requests.ticket(), configuration, tuning.epochs());
          terminal
              .out()
              .println("asked; a process at the study does it, or: glissade tune " + study.path());
        });
  }
}
