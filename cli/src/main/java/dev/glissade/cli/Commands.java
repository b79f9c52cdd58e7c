package dev.glissade.cli;

import java.util.List;
import java.util.function.Function;

/// The commands of `glissade`.
///
/// To know the options of a command takes longer than many of them run, so only the one that is
/// named is made, unless the others are to be listed.
final class Commands {
  /// A command, and how it is made.
  record Command(String name, Function<Terminal, Object> of) {}

  private static final String COMPLETION = "completion";

  static final List<Command> ALL =
      List.of(
          new Command("train", TrainCommand::new),
          new Command("lint", LintCommand::new),
          new Command("schedule", ScheduleCommand::new),
          new Command("resume", ResumeCommand::new),
          new Command("tune", TuneCommand::new),
          new Command("study", StudyCommand::commandLine),
          new Command("evaluate", EvaluateCommand::new),
          new Command("predict", PredictCommand::new),
          new Command("lr-range", LrRangeCommand::new),
          new Command("verify-resume", VerifyResumeCommand::new),
          new Command("explain", ExplainCommand::new),
          new Command("race", RaceCommand::new),
          new Command("reach", ReachCommand::new),
          new Command("bench", BenchCommand::new),
          new Command("tuners", TunersCommand::new),
          new Command("doctor", DoctorCommand::new),
          new Command(COMPLETION, CompletionCommand::new));

  private Commands() {}

  /// The command that the arguments begin with; all if they begin with none, or if the command is
  /// about the others.
  static List<Command> named(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (first.equals(COMPLETION)) {
      return ALL;
    }
    return ALL.stream()
        .filter(command -> command.name().equals(first))
        .findFirst()
        .map(List::of)
        .orElse(ALL);
  }
}
