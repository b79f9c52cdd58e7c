package dev.glissade.cli;

import dev.glissade.tune.Requests;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `glissade study promote STUDY TRIAL`
@Command(
    name = "promote",
    description = "Lets a trial that was stopped early or is paused go on as far as it was sent.")
final class StudyPromoteCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrialArgument trial = new TrialArgument();

  @Mixin private HelpOption help = new HelpOption();

  StudyPromoteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return trial.ask(terminal, "promote", StudyPromoteCommand::promote);
  }

  private static void promote(Requests requests, TrialRecord it) {
    if (it.state() != TrialState.STOPPED && it.state() != TrialState.PAUSED) {
      throw new IllegalArgumentException(
          "trial %d: expected one that was stopped or is paused, but it is %s — help: extend lets a complete one go on"
              .formatted(it.number(), it.state().name().toLowerCase(Locale.ROOT)));
    }
    requests.resume(Requests.ticket(), it.number(), it.until());
  }
}
