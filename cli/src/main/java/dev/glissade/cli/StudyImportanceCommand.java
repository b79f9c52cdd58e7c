package dev.glissade.cli;

import dev.glissade.tune.History;
import dev.glissade.tune.analysis.Fanova;
import dev.glissade.tune.analysis.PedAnova;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.ObjectMapper;

/// `glissade study importance STUDY`
@Command(
    name = "importance",
    description = "Says how much each parameter matters.",
    sortOptions = false,
    footer = {
      "",
      "fanova: shares of the variance, alone and in pairs (Hutter and others 2014)",
      "ped-anova: what makes a trial one of the best tenth (Watanabe and others 2023); wants more",
      "  trials"
    })
final class StudyImportanceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private StudyArgument study = new StudyArgument();

  @Option(names = "--by", paramLabel = "METHOD", description = "fanova, if not given, or ped-anova")
  private String method = "fanova";

  @Mixin private OutputOptions output = new OutputOptions();

  StudyImportanceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return study.with(
        stored -> {
          Map<String, Double> shares =
              shares(stored.state().history(), stored.state().definition().seed());
          if (output.isJson()) {
            terminal.out().println(new ObjectMapper().writeValueAsString(shares));
          } else {
            shares.forEach(
                (name, share) ->
                    terminal.out().printf(Locale.ROOT, "%5.1f %%  %s%n", 100 * share, name));
          }
        });
  }

  private Map<String, Double> shares(History history, long seed) {
    Map<String, Double> shares = new LinkedHashMap<>();
    switch (method) {
      case "ped-anova" ->
          PedAnova.of(history).forEach(each -> shares.put(each.parameter(), each.share()));
      case "fanova" -> {
        Fanova fanova = Fanova.of(history, seed);
        for (List<Fanova.Effect> effects : List.of(fanova.alone(), fanova.pairs())) {
          effects.forEach(each -> shares.put(String.join(" x ", each.parameters()), each.share()));
        }
      }
      default ->
          throw new IllegalArgumentException(
              "by: expected fanova or ped-anova, but got '" + method + "'");
    }
    return shares;
  }
}
