package dev.glissade.cli;

import dev.glissade.tune.Requests;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study pause STUDY TRIAL`
@Command(
    name = "pause",
    description = "Lets a trial that is under way pause after its epoch; extend goes on with it.",
    sortOptions = false)
final class StudyPauseCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrialArgument trial = new TrialArgument();

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, to be remembered")
  private String reason = "";

  @Mixin private HelpOption help = new HelpOption();

  StudyPauseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return trial.ask(
        terminal,
        "pause",
        (requests, it) -> requests.pause(Requests.ticket(), it.number(), reason));
  }
}
