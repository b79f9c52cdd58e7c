package dev.glissade.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `glissade study …`
@Command(
    name = "study",
    description = "Looks at studies, changes them, and asks them for something.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  glissade study list",
      "  glissade study show studies/digits-1",
      "  glissade study zoom studies/digits-1 --trials 90",
      "  glissade study set studies/digits-1 12 learning-rate 0.001",
      "",
      "What is asked of a study is done by the processes that are at it: glissade tune STUDY"
    })
final class StudyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private HelpOption help = new HelpOption();

  /// With all its subcommands.
  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new StudyCommand())
        .addSubcommand(new StudyListCommand(terminal))
        .addSubcommand(new StudyShowCommand(terminal))
        .addSubcommand(new StudyImportanceCommand(terminal))
        .addSubcommand(new StudyReportCommand(terminal))
        .addSubcommand(new StudyExportCommand(terminal))
        .addSubcommand(new StudyImportCommand(terminal))
        .addSubcommand(new StudyReplayCommand(terminal))
        .addSubcommand(new StudyResumeCommand(terminal))
        .addSubcommand(new StudyEditCommand(terminal))
        .addSubcommand(new StudyZoomCommand(terminal))
        .addSubcommand(new StudyEnqueueCommand(terminal))
        .addSubcommand(new StudyPauseCommand(terminal))
        .addSubcommand(new StudyExtendCommand(terminal))
        .addSubcommand(new StudyPromoteCommand(terminal))
        .addSubcommand(new StudyForkCommand(terminal))
        .addSubcommand(new StudySetCommand(terminal))
        .addSubcommand(new StudyRetestCommand(terminal))
        .addSubcommand(new StudyFinishCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
