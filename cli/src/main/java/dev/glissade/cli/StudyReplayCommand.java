package dev.glissade.cli;

import dev.glissade.experiment.StoredStudy;
import dev.glissade.tune.Event;
import dev.glissade.tune.EventJson;
import dev.glissade.tune.Replay;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `glissade study replay STUDY`
@Command(
    name = "replay",
    description = "Prints the events of a study, or makes every decision again and compares.",
    sortOptions = false)
final class StudyReplayCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(
      names = "--verify",
      description = "propose, stop and schedule again from the events; exit 1 at a difference")
  private boolean isVerified;

  @Mixin private HelpOption help = new HelpOption();

  StudyReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (StoredStudy stored = StoredStudy.open(study.path())) {
      return isVerified ? verify(stored) : print(stored);
    }
  }

  private int print(StoredStudy stored) {
    for (Event each : stored.events()) {
      terminal.out().println(EventJson.line(each));
    }
    return Failures.DONE;
  }

  private int verify(StoredStudy stored) {
    Replay replay = stored.replay();
    terminal
        .out()
        .println(
            "%d decisions and %d verdicts made again%s: %s"
                .formatted(
                    replay.decisions(),
                    replay.verdicts(),
                    replay.skipped() > 0
                        ? ", %d of an earlier strategy passed over".formatted(replay.skipped())
                        : "",
                    replay.difference().orElse("all the same")));
    terminal.out().println("events " + stored.state().eventsHash());
    return replay.difference().isPresent() ? Failures.FAILED : Failures.DONE;
  }
}
