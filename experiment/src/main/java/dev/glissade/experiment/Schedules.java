package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.optim.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Learning-rate schedules as people write them.
///
/// `constant`, `inverse-time:0.1`, `exponential:0.95`, `inverse-sqrt:1`, `staircase:0.5:10` (halved
/// every 10 epochs), `staircase-at:0.1:30,60` (a tenth from epoch 30, again from 60). A plan that
/// was extended has its extensions behind: `inverse-time:0.1 +hold@30-60` keeps the rate of epoch
/// 30 until epoch 60.
public final class Schedules {
  private static final List<String> NAMES =
      List.of(
          "constant", "inverse-time", "exponential", "inverse-sqrt", "staircase", "staircase-at");

  private static final Pattern EXTENSION = Pattern.compile("\\+([^@]*)@(\\d+)-(\\d+)");

  private Schedules() {}

  /// The forms, for help.
  public static String forms() {
    return "constant, inverse-time:K, exponential:BASE, inverse-sqrt:K, staircase:FACTOR:EVERY,"
        + " staircase-at:FACTOR:EPOCH,EPOCH…";
  }

  /// The schedule that `text` describes, beginning at `rate`.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  public static Schedule parse(String text, double rate) {
    String[] words = text.strip().split("\\s+", -1);
    Schedule schedule = base(words[0], rate);
    for (int i = 1; i < words.length; i++) {
      schedule = extended(schedule, words[i], text);
    }
    return schedule;
  }

  private static Schedule base(String text, double rate) {
    String[] parts = text.split(":", -1);
    return switch (parts[0]) {
      case "constant" -> {
        count(text, parts, 1);
        yield Schedule.constant(rate);
      }
      case "inverse-time" -> {
        count(text, parts, 2);
        yield Schedule.inverseTime(rate, number(text, parts[1]));
      }
      case "exponential" -> {
        count(text, parts, 2);
        yield Schedule.exponential(rate, number(text, parts[1]));
      }
      case "inverse-sqrt" -> {
        count(text, parts, 2);
        yield Schedule.inverseSquareRoot(rate, number(text, parts[1]));
      }
      case "staircase" -> {
        count(text, parts, 3);
        yield Schedule.staircase(rate, number(text, parts[1]), whole(text, parts[2]));
      }
      case "staircase-at" -> {
        count(text, parts, 3);
        List<Integer> epochs =
            Arrays.stream(parts[2].split(",", -1)).map(each -> whole(text, each)).toList();
        yield Schedule.staircaseAt(rate, number(text, parts[1]), epochs);
      }
      default -> throw Names.unknown("schedule", "schedules", parts[0], NAMES);
    };
  }

  private static Schedule extended(Schedule before, String word, String text) {
    Matcher parts = EXTENSION.matcher(word);
    if (!parts.matches()) {
      throw wrong(text, "an extension such as +hold@30-60", word);
    }
    Schedule.Extension how = extension(parts.group(1));
    int epoch = whole(text, parts.group(2));
    int planned = whole(text, parts.group(3));
    if (epoch < 1 || planned <= epoch) {
      throw wrong(text, "an extension from an epoch to a later one", word);
    }
    return before.extendedAt(epoch, planned, how);
  }

  /// `text` for a plan that is extended from `epochs` to `planned`.
  static String extend(String text, int epochs, int planned, String how) {
    return "%s +%s@%d-%d".formatted(text, word(extension(how)), epochs, planned);
  }

  private static String word(Schedule.Extension extension) {
    return extension.name().toLowerCase(Locale.ROOT);
  }

  private static Schedule.Extension extension(String word) {
    List<Schedule.Extension> all = List.of(Schedule.Extension.values());
    return all.stream()
        .filter(each -> word(each).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "schedule", "extensions", word, all.stream().map(Schedules::word).toList()));
  }

  private static void count(String text, String[] parts, int expected) {
    if (parts.length != expected) {
      throw wrong(text, "one of " + forms(), text);
    }
  }

  private static double number(String text, String part) {
    try {
      return Double.parseDouble(part);
    } catch (NumberFormatException _) {
      throw wrong(text, "a number", part);
    }
  }

  private static int whole(String text, String part) {
    try {
      return Integer.parseInt(part);
    } catch (NumberFormatException _) {
      throw wrong(text, "a whole number", part);
    }
  }

  private static IllegalArgumentException wrong(String text, String expected, String got) {
    return new IllegalArgumentException(
        "schedule: expected %s, but got '%s' in '%s'".formatted(expected, got, text));
  }
}
