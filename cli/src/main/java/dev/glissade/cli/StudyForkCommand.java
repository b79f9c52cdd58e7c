package dev.glissade.cli;

import dev.glissade.experiment.StudyConfigurations;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Requests;
import dev.glissade.tune.Space;
import dev.glissade.tune.TrialRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study fork STUDY TRIAL --set NAME=VALUE`
@Command(
    name = "fork",
    description =
        "Lets a new trial go on from the checkpoint of another, with changed parameters: what if?",
    sortOptions = false)
final class StudyForkCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrialArgument trial = new TrialArgument();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      required = true,
      description = "changed parameter, as often as wanted")
  private List<String> changed = List.of();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "epoch to go to; that of the other trial if not given")
  private Optional<Long> epochs = Optional.empty();

  @Mixin private HelpOption help = new HelpOption();

  StudyForkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return trial
        .study()
        .with(
            stored -> {
              var source = trial.record(stored);
              Space space = stored.state().history().space();
              Configuration configuration =
                  StudyConfigurations.changed(space, source.configuration(), changed);
              stored
                  .requests()
                  .fork(
                      Requests.ticket(),
                      source.number(),
                      configuration,
                      StudyConfigurations.names(changed),
                      until(source));
              terminal.out().println(TrialArgument.asked("fork", trial.number(), trial.study()));
            });
  }

  private long until(TrialRecord source) {
    long until = epochs.orElse(source.until());
    long done = source.reports().isEmpty() ? 0 : source.reports().getLast().step();
    if (until <= done) {
      throw new IllegalArgumentException(
          "fork: expected an epoch after %d, from which the new trial goes on, but got %d — help: --epochs N"
              .formatted(done, until));
    }
    return until;
  }
}
