package dev.glissade.cli;

import picocli.CommandLine;

/// The entry of the `glissade` command.
public final class Main {
  private Main() {}

  /// Runs a command and ends the JVM with its exit code: 0 done, 1 failed while running, 2 wrong
  /// usage, settings or input, 130 interrupted.
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int code;
    try {
      code = run(terminal, arguments);
    } catch (OutOfMemoryError _) {
      code = new Failures(terminal).reportFullHeap();
    }
    System.exit(code);
  }

  /// Runs a command and gives its exit code.
  static int run(Terminal terminal, String... arguments) {
    Failures failures = new Failures(terminal);
    CommandLine line = new CommandLine(new GlissadeCommand());
    Commands.addTo(line, terminal, arguments);
    return line.setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setColorScheme(terminal.helpColors())
        .setUsageHelpWidth(terminal.helpWidth())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(arguments);
  }
}
