package dev.glissade.cli;

import dev.glissade.experiment.Experiment;
import dev.glissade.train.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// `glissade lint DATA`
@Command(
    name = "lint",
    description = "Says what is most likely not meant in a training, without training.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade lint digits --schedule staircase:0.5:100 --epochs 30",
      "  glissade lint runs/digits-1/run.yaml --strict",
      "",
      "Prints a line for each finding: what, why, and what to do. Exit codes: 0, or 2 with"
          + " --strict",
      "and at least one finding. `glissade train` says the same before its first step."
    })
final class LintCommand implements Callable<Integer> {
  private final Terminal terminal;
  private CommandSpec spec = CommandSpec.create();

  @Mixin private DataArgument data = new DataArgument();

  @Option(names = "--strict", description = "exit with 2 if there is a finding")
  private boolean strict;

  @Mixin private OutputOptions output = new OutputOptions();

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec
  private void spec(CommandSpec given) {
    spec = given;
    SettingOption.addTo(given);
  }

  @Override
  public Integer call() {
    List<Finding> findings = Experiment.lint(data.settings(spec.commandLine().getParseResult()));
    if (output.isJson()) {
      terminal.out().println(json(findings));
    } else {
      findings.forEach(terminal.out()::println);
      if (findings.isEmpty() && !output.isQuiet()) {
        terminal.err().println("nothing found");
      }
    }
    return strict && !findings.isEmpty() ? Failures.WRONG : Failures.DONE;
  }

  private static ArrayNode json(List<Finding> findings) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (Finding finding : findings) {
      array
          .addObject()
          .put("rule", finding.rule())
          .put("what", finding.what())
          .put("why", finding.why())
          .put("help", finding.help());
    }
    return array;
  }
}
