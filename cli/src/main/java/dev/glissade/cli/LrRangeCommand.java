package dev.glissade.cli;

import dev.glissade.experiment.Experiment;
import dev.glissade.experiment.RunFolder;
import dev.glissade.experiment.RunSettings;
import dev.glissade.train.RateRange;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// `glissade lr-range DATA`
@Command(
    name = "lr-range",
    description = {
      "Suggests a learning rate: takes some steps with a rate that grows from very small to very",
      "large, and shows what the cost does. Writes nothing."
    },
    sortOptions = false)
final class LrRangeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DATA", description = "as for train")
  private String data = "";

  @Option(names = "--from", paramLabel = "RATE", description = "rate of the first step; 1e-7")
  private double from = RateRange.USUAL.lowest();

  @Option(names = "--to", paramLabel = "RATE", description = "rate of the last step; 10")
  private double to = RateRange.USUAL.highest();

  @Option(names = "--steps", paramLabel = "N", description = "how many steps; 100")
  private int steps = RateRange.USUAL.steps();

  @Mixin private OutputOptions output = new OutputOptions();

  LrRangeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec
  private void spec(CommandSpec given) {
    spec = given;
    SettingOption.addTo(given);
  }

  @Override
  public Integer call() {
    RateRange range = new RateRange(from, to, steps);
    RunSettings settings = SettingOption.settings(data, spec.commandLine().getParseResult());
    RateRange.Result result;
    try (Experiment experiment =
        Experiment.create(settings, RunFolder.next(settings.data()), Experiment.Audience.NONE)) {
      result = range.measure(experiment.training());
    }
    if (output.isJson()) {
      terminal.out().println(json(result));
    } else {
      if (!output.isQuiet()) {
        terminal.out().print(new RangePicture(result).text());
      }
      terminal.out().print(suggestion(result));
    }
    return Failures.DONE;
  }

  private static String suggestion(RateRange.Result result) {
    return String.format(
        Locale.ROOT,
        "valley   --learning-rate %.2g  (half of the longest fall; a good first choice)%n"
            + "steepest --learning-rate %.2g  (where the cost falls fastest)%n",
        result.valley(),
        result.steepest());
  }

  private static ObjectNode json(RateRange.Result result) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.putObject("suggestion").put("valley", result.valley()).put("steepest", result.steepest());
    var points = json.putArray("points");
    for (RateRange.Point point : result.points()) {
      points
          .addObject()
          .put("learning_rate", point.rate())
          .put("loss", point.cost())
          .put("smoothed_loss", point.smoothed());
    }
    return json;
  }
}
