package dev.glissade.cli;

import dev.glissade.experiment.StudyEdits;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `glissade study edit STUDY`
@Command(
    name = "edit",
    description = "Changes space, budget or strategy of a study; what was tried stays.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade study edit studies/digits-1 --trials 120",
      "  glissade study edit studies/digits-1 --tune learning-rate=log:1e-5..1",
      "  glissade study edit studies/digits-1 --tune dropout=uniform:0..0.5 --trials 120",
      "  glissade study edit studies/digits-1 --tune batch-size=fixed:64"
    })
final class StudyEditCommand implements Callable<Integer> {
  private final Terminal terminal;
  private CommandSpec spec = CommandSpec.create();

  @Mixin private StudyArgument study = new StudyArgument();

  @Mixin private HelpOption help = new HelpOption();

  StudyEditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec
  private void spec(CommandSpec given) {
    spec = given;
    StudyOption.addTo(given);
  }

  @Override
  public Integer call() {
    var changes = StudyOption.changes(spec.commandLine().getParseResult());
    return study.withTuning(
        tuning -> terminal.out().println("changed: " + StudyEdits.edit(tuning, changes)));
  }
}
