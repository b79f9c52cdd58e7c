package dev.glissade.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `glissade completion`
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh.",
    footer = {"", "In bash and zsh:  source <(glissade completion)"})
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private HelpOption help = new HelpOption();

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash("glissade", spec.root().commandLine()));
    terminal.out().flush();
    return Failures.DONE;
  }
}
