package dev.glissade.cli;

import dev.glissade.experiment.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `glissade` without a command: its help.
@Command(
    name = "glissade",
    description =
        "Trains and tunes neural networks on tables and images, on the JVM, without Python.",
    mixinStandardHelpOptions = true,
    versionProvider = GlissadeCommand.VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Begin with:  glissade train digits",
      "Then:        glissade train DATA.csv --target COLUMN",
      "",
      "Exit codes: 0 done, 1 failed while running, 2 wrong usage or input, 130 interrupted."
    })
final class GlissadeCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// What `--version` prints.
  static final class VersionText implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"glissade " + Version.CURRENT};
    }
  }
}
