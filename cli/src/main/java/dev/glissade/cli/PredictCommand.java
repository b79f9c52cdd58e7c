package dev.glissade.cli;

import dev.glissade.experiment.ModelFile;
import dev.glissade.experiment.Predictions;
import dev.glissade.experiment.Predictor;
import dev.glissade.train.AtomicFiles;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/// `glissade predict RUN DATA -o FILE`
@Command(
    name = "predict",
    description = "Writes a trained model's answers to new data as CSV.",
    sortOptions = false,
    footer = {
      "",
      "A line for each example: the predicted class and the probability of each class,",
      "or the predicted number."
    })
final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "RUN", description = "run folder, or model.glissade")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "CSV file, with or without targets, or folder of IDX files")
  private String data = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "file to write; - for standard output")
  private String file = "";

  @Mixin private OutputOptions output = new OutputOptions();

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Predictor predictor = new Predictor(ModelFile.find(run))) {
      Predictions predictions = predictor.predict(data);
      if (file.equals("-")) {
        terminal.out().print(predictions.csv());
        terminal.out().flush();
        return Failures.DONE;
      }
      AtomicFiles.write(Path.of(file), predictions.csv());
      int count = predictions.values().length;
      if (output.isJson()) {
        terminal
            .out()
            .println(
                JsonNodeFactory.instance.objectNode().put("examples", count).put("output", file));
      } else if (!output.isQuiet()) {
        terminal.out().println(String.format(Locale.ROOT, "%,d predictions in %s", count, file));
      }
    }
    return Failures.DONE;
  }
}
