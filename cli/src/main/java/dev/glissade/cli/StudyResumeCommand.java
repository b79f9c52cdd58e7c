package dev.glissade.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study resume STUDY`
@Command(
    name = "resume",
    description =
        "Goes on with a study, as glissade tune STUDY does; several processes may do so at once.",
    sortOptions = false)
final class StudyResumeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(names = "--jobs", paramLabel = "N", description = "trials at once")
  private Optional<String> jobs = Optional.empty();

  @Option(names = "--time", paramLabel = "LENGTH", description = "no trial begins after so long")
  private Optional<String> time = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  StudyResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return new StudyScreen(terminal, output).goOn(study.folder(), new StudyEffort(jobs, time));
  }
}
