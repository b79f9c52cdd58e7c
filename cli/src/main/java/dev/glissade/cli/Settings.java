package dev.glissade.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Some of the settings of `glissade train` as options of another command.
record Settings(List<String> names) {
  /// Adds the options to a command.
  void addTo(CommandSpec spec) {
    for (String name : names) {
      spec.addOption(
          OptionSpec.builder("--" + name)
              .type(String.class)
              .paramLabel("VALUE")
              .description("as in glissade train")
              .build());
    }
  }

  /// Those that were given, by name.
  Map<String, String> given(CommandSpec spec) {
    Map<String, String> given = new LinkedHashMap<>();
    var parsed = spec.commandLine().getParseResult();
    for (String name : names) {
      if (parsed.hasMatchedOption("--" + name)) {
        given.put(name, parsed.matchedOptionValue("--" + name, ""));
      }
    }
    return given;
  }
}
