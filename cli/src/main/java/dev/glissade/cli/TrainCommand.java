package dev.glissade.cli;

import dev.glissade.experiment.Experiment;
import dev.glissade.experiment.RunFolder;
import dev.glissade.experiment.RunSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `glissade train DATA`
@Command(
    name = "train",
    description = "Trains a network into a run folder.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  glissade train digits",
      "  glissade train titanic.csv --target survived --hidden 64,64 --dropout 0.2",
      "  glissade train fashion-mnist --hidden 256,128 --batch-norm --epochs 10 --batch-size 128",
      "  glissade train iris --hidden none --optimizer momentum --batch-size full --epochs 200"
    })
final class TrainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private CommandSpec spec = CommandSpec.create();

  @Mixin private DataArgument data = new DataArgument();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "new run folder; runs/DATA-N if not given")
  private Optional<Path> out = Optional.empty();

  @Mixin private LintOptions lint = new LintOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec
  private void spec(CommandSpec given) {
    spec = given;
    SettingOption.addTo(given);
  }

  @Override
  public Integer call() {
    RunSettings settings = data.settings(spec.commandLine().getParseResult());
    Path folder = out.orElseGet(() -> RunFolder.next(settings.data()));
    return new TrainingScreen(terminal, output, lint)
        .train(audience -> Experiment.create(settings, folder, audience));
  }
}
