package dev.glissade.cli;

import dev.glissade.experiment.ModelFile;
import dev.glissade.experiment.Predictor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `glissade evaluate RUN DATA`
@Command(
    name = "evaluate",
    description = "Says how good a trained model is on other data with known targets.",
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "RUN", description = "run folder, or model.glissade")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "CSV file, or folder of IDX files (its test part, if it has one)")
  private String data = "";

  @Mixin private OutputOptions output = new OutputOptions();

  EvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Predictor predictor = new Predictor(ModelFile.find(run))) {
      Predictor.Evaluation evaluation = predictor.evaluate(data);
      if (output.isJson()) {
        terminal.out().println(evaluation.json());
      } else {
        var row = new MetricsTable.Row("evaluation", evaluation.metrics());
        terminal.out().print(MetricsTable.of(List.of(row)));
        terminal.out().println(String.format(Locale.ROOT, "%,d examples", evaluation.examples()));
      }
    }
    return Failures.DONE;
  }
}
