package dev.glissade.cli;

import picocli.CommandLine.Option;

/// `--help`
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  private boolean help;
}
