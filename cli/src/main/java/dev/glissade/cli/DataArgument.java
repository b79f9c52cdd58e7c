package dev.glissade.cli;

import dev.glissade.experiment.RunSettings;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/// What is trained on, or the settings that say it.
final class DataArgument {
  @Parameters(
      paramLabel = "DATA",
      description =
          "digits, iris or melbourne; a CSV file (also .gz) with a header line; a folder of IDX"
              + " files (MNIST family); or settings as a run leaves them, run.yaml")
  private String data = "";

  /// All settings, changed by the options that were given.
  RunSettings settings(ParseResult parsed) {
    return SettingOption.settings(data, parsed);
  }
}
