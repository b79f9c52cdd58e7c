package dev.glissade.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `glissade study report STUDY`
@Command(name = "report", description = "Writes report.html and summary.json of a study anew.")
final class StudyReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Mixin private HelpOption help = new HelpOption();

  StudyReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return study.with(
        stored -> {
          stored.write();
          terminal.out().println(stored.folder().report());
        });
  }
}
