package dev.glissade.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The commands of `glissade`.
///
/// To know the options of a command takes longer than many of them run, so only the one that is
/// named is made, and where they are listed each is an outline.
final class Commands {
  /// A command, the class that describes it, and how it is made.
  record Command(String name, Class<?> type, Function<Terminal, Object> of) {
    /// What a list of commands says of it.
    CommandSpec outline() {
      CommandLine.Command annotation = type.getAnnotation(CommandLine.Command.class);
      CommandSpec outline = CommandSpec.create().name(name);
      outline.usageMessage().description(annotation.description()).hidden(annotation.hidden());
      return outline;
    }
  }

  private static final String COMPLETION = "completion";

  static final List<Command> ALL =
      List.of(
          new Command("train", TrainCommand.class, TrainCommand::new),
          new Command("lint", LintCommand.class, LintCommand::new),
          new Command("schedule", ScheduleCommand.class, ScheduleCommand::new),
          new Command("resume", ResumeCommand.class, ResumeCommand::new),
          new Command("tune", TuneCommand.class, TuneCommand::new),
          new Command("study", StudyCommand.class, StudyCommand::commandLine),
          new Command("evaluate", EvaluateCommand.class, EvaluateCommand::new),
          new Command("predict", PredictCommand.class, PredictCommand::new),
          new Command("lr-range", LrRangeCommand.class, LrRangeCommand::new),
          new Command("verify-resume", VerifyResumeCommand.class, VerifyResumeCommand::new),
          new Command("explain", ExplainCommand.class, ExplainCommand::new),
          new Command("race", RaceCommand.class, RaceCommand::new),
          new Command("reach", ReachCommand.class, ReachCommand::new),
          new Command("bench", BenchCommand.class, BenchCommand::new),
          new Command("tuners", TunersCommand.class, TunersCommand::new),
          new Command("doctor", DoctorCommand.class, DoctorCommand::new),
          new Command(COMPLETION, CompletionCommand.class, CompletionCommand::new));

  private Commands() {}

  /// Adds the command that the arguments begin with. If they begin with none, all commands are
  /// added, of which a list or a message about a wrong name needs no more than outlines.
  static void addTo(CommandLine line, Terminal terminal, String... arguments) {
    Optional<Command> named =
        ALL.stream()
            .filter(command -> arguments.length > 0 && command.name().equals(arguments[0]))
            .findFirst();
    boolean isAboutAll = named.filter(command -> command.name().equals(COMPLETION)).isPresent();
    // A file of arguments begins with @, and may name any command.
    boolean isList =
        arguments.length == 0 || arguments.length == 1 && !arguments[0].startsWith("@");
    List<Command> added = isAboutAll ? ALL : named.map(List::of).orElse(ALL);
    boolean isOutlined = isList && named.isEmpty();
    for (Command command : added) {
      line.addSubcommand(
          command.name(), isOutlined ? command.outline() : command.of().apply(terminal));
    }
  }
}
