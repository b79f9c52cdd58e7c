package dev.glissade.cli;

import picocli.CommandLine.Option;

/// How much a command prints.
final class OutputOptions {
  @Option(names = "--json", description = "print the result as JSON on standard output")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "print no progress, only the result")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  private boolean help;

  boolean isJson() {
    return json;
  }

  boolean isQuiet() {
    return quiet;
  }
}
