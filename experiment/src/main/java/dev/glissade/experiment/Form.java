package dev.glissade.experiment;

import dev.glissade.optim.Span;
import java.util.Arrays;
import java.util.List;

/// A name with parts behind colons, as in `staircase:0.5:10`.
record Form(String setting, String text, List<String> parts) {
  private static final String PERCENT = "%";
  private static final String STEPS = "st";

  /// A schedule.
  Form(String text) {
    this("schedule", text);
  }

  Form(String setting, String text) {
    this(setting, text, List.of(text.split(":", -1)));
  }

  IllegalArgumentException wrong(String expected, String got) {
    return new IllegalArgumentException(
        "%s: expected %s, but got '%s' in '%s'".formatted(setting, expected, got, text));
  }

  String name() {
    return parts.getFirst();
  }

  /// Checks how many parts there are behind the name; gives itself back.
  Form count(int least, int most) {
    return count(least, most, Schedules.forms());
  }

  Form count(int least, int most, String forms) {
    int count = parts.size() - 1;
    if (count < least || count > most) {
      throw wrong("one of " + forms, text);
    }
    return this;
  }

  double number(int part) {
    return number(parts.get(part), "a number");
  }

  double number(int part, double usual) {
    return part < parts.size() ? number(part) : usual;
  }

  private double number(String word, String expected) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException _) {
      throw wrong(expected, word);
    }
  }

  int whole(int part) {
    try {
      return Integer.parseInt(parts.get(part));
    } catch (NumberFormatException _) {
      throw wrong("a whole number", parts.get(part));
    }
  }

  /// Numbers with commas between them.
  List<Integer> list(int part) {
    return Arrays.stream(parts.get(part).split(",", -1))
        .map(each -> Schedules.whole(text, each))
        .toList();
  }

  /// A share of the plan: `30%` or `0.3`.
  double share(int part, double usual) {
    if (part >= parts.size()) {
      return usual;
    }
    String word = parts.get(part);
    double share =
        word.endsWith(PERCENT)
            ? number(without(word, PERCENT), "a share of the plan such as 30%") / 100
            : number(word, "a share of the plan such as 30%");
    if (!(share >= 0 && share <= 1)) {
      throw wrong("a share of the plan from 0% to 100%", word);
    }
    return share;
  }

  /// A length of time: `5` (epochs), `500st`, `10%`.
  Span span(int part) {
    String word = parts.get(part);
    String expected = "a length such as 5, 500st or 10%";
    if (word.startsWith("-")) {
      throw wrong(expected, word);
    }
    if (word.endsWith(PERCENT)) {
      return Span.share(number(without(word, PERCENT), expected) / 100);
    }
    return word.endsWith(STEPS)
        ? Span.steps(number(without(word, STEPS), expected))
        : Span.epochs(number(word, expected));
  }

  private static String without(String word, String unit) {
    return word.substring(0, word.length() - unit.length());
  }
}
