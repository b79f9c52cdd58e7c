package dev.glissade.cli;

import dev.glissade.tune.Requests;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study extend STUDY TRIAL --epochs N`
@Command(
    name = "extend",
    description = "Lets a trial go on from its checkpoint to a later epoch, also when complete.",
    sortOptions = false)
final class StudyExtendCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrialArgument trial = new TrialArgument();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      required = true,
      description = "epoch to go to, counted from the beginning")
  private long epochs;

  @Mixin private HelpOption help = new HelpOption();

  StudyExtendCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return trial.ask(
        terminal,
        "extend",
        (requests, it) -> requests.resume(Requests.ticket(), it.number(), epochs));
  }
}
