package dev.glissade.cli;

import dev.glissade.experiment.RunSettings;
import dev.glissade.experiment.SettingsFile;
import java.nio.file.Path;
import java.util.Map;
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
    Map<String, String> options = SettingOption.given(parsed);
    boolean isFile = data.endsWith(".yaml") || data.endsWith(".yml");
    return isFile ? SettingsFile.read(Path.of(data), options) : SettingsFile.of(data, options);
  }
}
