package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.optim.Curve;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.LogCosine;
import dev.glissade.optim.Plateau;
import dev.glissade.optim.Ramp;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Learning-rate schedules as people write them.
///
/// `constant`, `inverse-time:0.1`, `exponential:0.95`, `inverse-sqrt:1`, `staircase:0.5:10`
/// (halved every 10 epochs), `staircase-at:0.1:30,60` (a tenth from epoch 30, again from 60) go
/// by epochs.
///
/// Over the whole plan: `cosine`, `linear` and `polynomial:2` down to 0, or to a share of the rate
/// as in `cosine:0.01`; `flat-cosine:50%` (constant at first), `stable-decay:20%` (constant until
/// the last 20 %), `one-cycle` or `one-cycle:30%` (where its top is), `log-cosine:4` (4 cycles,
/// each longer), `restarts:10:2` (cosines over 10, 20, 40, … epochs).
///
/// `warmup:5+cosine` rises over 5 epochs first; what goes over the whole plan begins after that.
/// Lengths are epochs, `500st` steps, `10%` a share of the plan.
///
/// `plateau:0.5:10` halves the rate when the validation loss has not improved for 10 epochs, in
/// the convention of the dialect; `cosine+plateau:0.5:10` does so on top of another form. A
/// cool-down in epochs and a lowest rate may follow.
///
/// A plan that was extended has its extensions behind: `inverse-time:0.1 +hold@30-60` keeps the
/// rate of epoch 30 until epoch 60.
public final class Schedules {
  private static final String WARMUP = "warmup";
  private static final String PLATEAU = "plateau";
  private static final List<String> NAMES =
      List.of(
          "constant",
          "inverse-time",
          "exponential",
          "inverse-sqrt",
          "staircase",
          "staircase-at",
          "cosine",
          "linear",
          "polynomial",
          "flat-cosine",
          "stable-decay",
          "one-cycle",
          "log-cosine",
          "restarts",
          WARMUP,
          PLATEAU);

  private static final Pattern EXTENSION = Pattern.compile("\\+([^@]*)@(\\d+)-(\\d+)");

  private Schedules() {}

  /// The forms, for help.
  public static String forms() {
    return "constant, inverse-time:K, exponential:BASE, inverse-sqrt:K, staircase:FACTOR:EVERY,"
        + " staircase-at:FACTOR:EPOCH,EPOCH…, cosine[:LAST], linear[:LAST],"
        + " polynomial:EXPONENT[:LAST], flat-cosine[:FLAT], stable-decay[:DECAY], one-cycle[:RISE],"
        + " log-cosine[:CYCLES], restarts:FIRST[:GROWTH], warmup:LENGTH+FORM,"
        + " [FORM+]plateau:FACTOR:PATIENCE[:COOLDOWN[:LOWEST]];"
        + " lengths are 5 (epochs), 500st (steps) or 10%";
  }

  /// The schedule that `text` describes, beginning at `rate`.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  public static Schedule parse(String text, double rate) {
    String[] words = text.strip().split("\\s+", -1);
    Schedule schedule = warmed(beforePlateau(words[0]), rate);
    for (int i = 1; i < words.length; i++) {
      schedule = extended(schedule, words[i], text);
    }
    return schedule;
  }

  /// The part of a schedule that is a function of the clock.
  private static String beforePlateau(String text) {
    int at = text.indexOf(PLATEAU + ":");
    if (at < 0) {
      return text;
    }
    String before = at == 0 ? "constant" : text.substring(0, at - 1);
    return before.startsWith(WARMUP) && !before.contains("+") ? before + "+constant" : before;
  }

  /// The plateau rule in a schedule, in the convention of a dialect; where it has none, torch's.
  ///
  /// @throws IllegalArgumentException naming the part that is wrong
  static Optional<Plateau> plateau(String text, Dialect dialect) {
    String word = text.strip().split("\\s+", -1)[0];
    int at = word.indexOf(PLATEAU + ":");
    if (at < 0) {
      return Optional.empty();
    }
    Form form = new Form(word.substring(at)).count(2, 4);
    if (at > 0 && word.charAt(at - 1) != '+') {
      throw wrong(text, "FORM+plateau:FACTOR:PATIENCE", word);
    }
    Plateau.Rule rule =
        switch (dialect) {
          case TEXTBOOK, PYTORCH, DL4J, DJL -> Plateau.Rule.PYTORCH;
          case KERAS -> Plateau.Rule.KERAS;
          case OPTAX -> Plateau.Rule.OPTAX;
        };
    boolean isKeras = rule == Plateau.Rule.KERAS;
    return Optional.of(
        new Plateau(
            rule,
            false,
            form.number(1),
            form.whole(2),
            isKeras ? 0 : 1e-4,
            isKeras ? 1e-4 : 0,
            form.parts().size() > 3 ? form.whole(3) : 0,
            form.number(4, 0),
            1));
  }

  private static Schedule warmed(String text, double rate) {
    if (!text.startsWith(WARMUP + ":")) {
      return base(new Form(text), rate, Span.NONE);
    }
    String[] parts = text.split("\\+", 2);
    if (parts.length != 2 || parts[1].startsWith(WARMUP)) {
      throw wrong(text, "warmup:LENGTH+FORM", text);
    }
    Form warmup = new Form(parts[0]).count(1, 1);
    Span length = warmup.span(1);
    return base(new Form(parts[1]), rate, length).warmup(length);
  }

  private static Schedule base(Form form, double rate, Span begin) {
    return switch (form.name()) {
      case "constant", "inverse-time", "exponential", "inverse-sqrt" -> simple(form, rate);
      case "staircase" -> {
        form.count(2, 2);
        yield Schedule.staircase(rate, form.number(1), form.whole(2));
      }
      case "staircase-at" -> {
        form.count(2, 2);
        yield Schedule.staircaseAt(rate, form.number(1), form.list(2));
      }
      case "restarts" -> {
        form.count(1, 2);
        Span first = form.span(1);
        yield Schedule.warmRestarts(rate, 0, first, form.number(2, 1));
      }
      case "one-cycle" -> Schedule.oneCycle(rate, form.count(0, 1).share(1, 0.3));
      case "log-cosine" -> new LogCosine(rate, (int) form.count(0, 1).number(1, 4));
      default -> planned(form, rate, begin);
    };
  }

  private static Schedule simple(Form form, double rate) {
    if (form.name().equals("constant")) {
      form.count(0, 0);
      return Schedule.constant(rate);
    }
    double k = form.count(1, 1).number(1);
    return switch (form.name()) {
      case "inverse-time" -> Schedule.inverseTime(rate, k);
      case "exponential" -> Schedule.exponential(rate, k);
      default -> Schedule.inverseSquareRoot(rate, k);
    };
  }

  /// What ends with the plan, beginning after the warm-up.
  private static Schedule planned(Form form, double rate, Span begin) {
    return switch (form.name()) {
      case "cosine" -> {
        double last = form.count(0, 1).number(1, 0);
        yield new Ramp(rate, rate * last, begin, Span.WHOLE, Curve.COSINE);
      }
      case "linear" -> {
        double last = form.count(0, 1).number(1, 0);
        yield new Ramp(rate, rate * last, begin, Span.WHOLE, Curve.LINEAR);
      }
      case "polynomial" -> {
        Curve curve = new Curve.Power(form.count(1, 2).number(1));
        yield new Ramp(rate, rate * form.number(2, 0), begin, Span.WHOLE, curve);
      }
      case "flat-cosine" -> Schedule.flatCosine(rate, form.count(0, 1).share(1, 0.5));
      case "stable-decay" ->
          Schedule.stableThenDecay(rate, form.count(0, 1).share(1, 0.2), Curve.LINEAR);
      default -> throw Names.unknown("schedule", "schedules", form.name(), NAMES);
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

  static int whole(String text, String part) {
    try {
      return Integer.parseInt(part);
    } catch (NumberFormatException _) {
      throw wrong(text, "a whole number", part);
    }
  }

  static IllegalArgumentException wrong(String text, String expected, String got) {
    return new IllegalArgumentException(
        "schedule: expected %s, but got '%s' in '%s'".formatted(expected, got, text));
  }
}
