package dev.glissade.cli;

import dev.glissade.experiment.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `glissade explain OPTIMIZER`
@Command(
    name = "explain",
    description = "Says what an optimizer does in a dialect, or how two dialects of it differ.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade explain adam",
      "  glissade explain momentum --dialect textbook --dialect pytorch",
      "  glissade explain rmsprop --dialect keras --dialect pytorch --epsilon 1e-2"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final Settings SETTINGS =
      new Settings(
          List.of(
              "learning-rate", "beta", "beta1", "beta2", "epsilon", "weight-decay", "schedule"));

  private final Terminal terminal;
  private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "OPTIMIZER", description = "its name, as in glissade train --optimizer")
  private String optimizer = "";

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      description = "whose convention; given twice, both are compared")
  private List<String> dialects = new ArrayList<>();

  @Mixin private HelpOption help = new HelpOption();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec
  private void spec(CommandSpec given) {
    spec = given;
    SETTINGS.addTo(given);
  }

  @Override
  public Integer call() {
    Map<String, String> settings = SETTINGS.given(spec);
    Explanation.of(optimizer, dialects, settings).forEach(terminal.out()::println);
    return Failures.DONE;
  }
}
