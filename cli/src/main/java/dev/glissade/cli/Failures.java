package dev.glissade.cli;

import dev.glissade.data.Names;
import dev.glissade.train.CheckpointException;
import dev.glissade.train.TrainingDivergedException;
import dev.glissade.tune.StoreException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what went wrong into one message and an exit code.
///
/// Whatever a person can mend (usage, settings, data, files) is a message without a stack trace; a
/// stack trace means a defect of ours.
record Failures(Terminal terminal)
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG = 2;

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = usage(e);
    String help = message.contains(" — help: ") ? "" : " — help: " + command + " --help";
    return say(message + help, WRONG);
  }

  private static String usage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      if (!word.startsWith("-") && e.getCommandLine().getSubcommands().isEmpty()) {
        return "arguments: expected no more of them, but got '%s'".formatted(word);
      }
      boolean isOption = word.startsWith("-");
      List<String> known =
          isOption
              ? e.getCommandLine().getCommandSpec().options().stream()
                  .map(CommandLine.Model.OptionSpec::longestName)
                  .toList()
              : e.getCommandLine().getSubcommands().entrySet().stream()
                  .filter(it -> !it.getValue().getCommandSpec().usageMessage().hidden())
                  .map(Map.Entry::getKey)
                  .toList();
      Optional<String> nearest = Names.nearest(word.split("=", 2)[0], known);
      String what = isOption ? "option" : "command";
      return "%s: expected one of %s, but got '%s'%s"
          .formatted(
              what,
              String.join(", ", known),
              word,
              nearest.map(near -> " — help: did you mean '" + near + "'?").orElse(""));
    }
    return String.valueOf(e.getMessage());
  }

  @Override
  public int handleExecutionException(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    return report(e);
  }

  /// Says what went wrong, and gives the exit code.
  int report(Exception e) {
    return switch (e) {
      case TrainingDivergedException diverged -> say(diverged.getMessage(), FAILED);
      case StoreException failure -> say(failure.getMessage(), FAILED);
      case UncheckedIOException failure -> say(failure.getMessage(), FAILED);
      case IllegalArgumentException mistake -> say(mistake.getMessage(), WRONG);
      case CheckpointException damaged -> say(damaged.getMessage(), WRONG);
      default -> {
        say("unexpected failure, which is a defect of Glissade: please report this", FAILED);
        e.printStackTrace(terminal.err());
        yield FAILED;
      }
    };
  }

  /// Says that the heap is full, and gives the exit code.
  int reportFullHeap() {
    long most = Runtime.getRuntime().maxMemory() >> 20;
    return say(
        "memory: expected enough for network and data, but the heap of %d MiB is full — help: GLISSADE_JAVA_OPTIONS=-Xmx%dm gives twice as much, where the machine has it"
            .formatted(most, 2 * most),
        FAILED);
  }

  private int say(@org.jspecify.annotations.Nullable String message, int code) {
    String label = terminal.isColoured() ? "\u001b[1;31merror:\u001b[0m " : "error: ";
    terminal.err().println(label + message);
    return code;
  }
}
