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
    return new CommandLine(new GlissadeCommand())
        .addSubcommand(new TrainCommand(terminal))
        .addSubcommand(new LintCommand(terminal))
        .addSubcommand(new ScheduleCommand(terminal))
        .addSubcommand(new ResumeCommand(terminal))
        .addSubcommand(new TuneCommand(terminal))
        .addSubcommand(StudyCommand.commandLine(terminal))
        .addSubcommand(new EvaluateCommand(terminal))
        .addSubcommand(new PredictCommand(terminal))
        .addSubcommand(new LrRangeCommand(terminal))
        .addSubcommand(new VerifyResumeCommand(terminal))
        .addSubcommand(new ExplainCommand(terminal))
        .addSubcommand(new RaceCommand(terminal))
        .addSubcommand(new ReachCommand(terminal))
        .addSubcommand(new BenchCommand(terminal))
        .addSubcommand(new TunersCommand(terminal))
        .addSubcommand(new DoctorCommand(terminal))
        .addSubcommand(new CompletionCommand(terminal))
        .setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setColorScheme(terminal.helpColors())
        .setUsageHelpWidth(terminal.helpWidth())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(arguments);
  }
}
