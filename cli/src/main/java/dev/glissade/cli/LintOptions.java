package dev.glissade.cli;

import dev.glissade.train.Finding;
import java.util.List;
import picocli.CommandLine.Option;

/// What becomes of findings before the first step.
final class LintOptions {
  @Option(names = "--strict", description = "refuse to train while there are findings (see lint)")
  private boolean strict;

  /// Says every finding in a line.
  ///
  /// @throws IllegalArgumentException if there are some, and they are to be errors
  void check(List<Finding> findings, Terminal terminal, boolean isQuiet) {
    if (!isQuiet || strict) {
      findings.forEach(finding -> terminal.err().println("lint: " + finding));
    }
    if (strict && !findings.isEmpty()) {
      throw new IllegalArgumentException(
          "lint: expected no findings with --strict, but got %d — help: mend them, or leave --strict out"
              .formatted(findings.size()));
    }
  }
}
