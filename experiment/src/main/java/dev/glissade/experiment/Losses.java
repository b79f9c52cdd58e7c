package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.data.Task;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.Focal;
import dev.glissade.nn.Hinge;
import dev.glissade.nn.Huber;
import dev.glissade.nn.LogCosh;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MeanAbsoluteError;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.MultiClassHinge;
import dev.glissade.nn.OneVersusRest;
import dev.glissade.nn.Quantile;
import dev.glissade.nn.SmoothL1;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Losses by the names that settings use: `NAME`, or `NAME:NUMBER` where a loss has a number, as in
/// `huber:0.5`.
public final class Losses {
  /// The loss that suits the task.
  static final String AUTO = "auto";

  /// The schedule of a smoothing that does not change.
  static final String CONSTANT = "constant";

  private static final String SCHEDULE = "label-smoothing-schedule";
  private static final String CROSS_ENTROPY = "cross-entropy";
  private static final String BINARY = "binary-cross-entropy";
  private static final String SQUARED = "squared-error";

  private static final List<String> OF_CLASSES =
      List.of(CROSS_ENTROPY, BINARY, "focal", "hinge", "squared-hinge", "multi-class-hinge");
  private static final List<String> OF_NUMBERS =
      List.of(SQUARED, "absolute-error", "huber", "smooth-l1", "log-cosh", "quantile");

  /// The losses that have a number, with its usual value.
  private static final Map<String, Double> NUMBERS =
      Map.of("focal", 2.0, "huber", 1.0, "smooth-l1", 1.0, "quantile", 0.5);

  private Losses() {}

  /// A name and its number, NaN if there is none.
  record Form(String name, double number) {}

  /// What the option takes, in words.
  public static String forms() {
    return "for classes: %s; for numbers: %s; auto: the first for the task; :NUMBER after %s"
        .formatted(String.join(", ", OF_CLASSES), String.join(", ", OF_NUMBERS), numbered());
  }

  private static String numbered() {
    return NUMBERS.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  /// Reads and checks a text.
  ///
  /// @throws IllegalArgumentException naming the nearest name if there is no such loss, or the
  ///     number if it is wrong
  static Form parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    List<String> all = new ArrayList<>(List.of(AUTO));
    all.addAll(OF_CLASSES);
    all.addAll(OF_NUMBERS);
    if (!all.contains(name)) {
      throw Names.unknown("loss", "losses", name, all);
    }
    Double usual = NUMBERS.get(name);
    if (colon >= 0 && usual == null) {
      throw wrong("loss", "a number only after " + numbered(), "'" + text + "'");
    }
    Form form = new Form(name, colon < 0 ? orNone(usual) : number(text, colon));
    if (usual != null) {
      checkNumber(form);
    }
    return form;
  }

  private static void checkNumber(Form form) {
    try {
      loss(form, 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("loss: " + e.getMessage(), e);
    }
  }

  private static double orNone(@Nullable Double usual) {
    return usual == null ? Double.NaN : usual;
  }

  private static double number(String text, int colon) {
    try {
      return Double.parseDouble(text.substring(colon + 1));
    } catch (NumberFormatException _) {
      throw wrong("loss", "a number", "'%s' in '%s'".formatted(text.substring(colon + 1), text));
    }
  }

  /// The name that `auto` stands for.
  static String resolved(String text, Task task) {
    return text.equals(AUTO) ? usual(task.kind()) : text;
  }

  /// What is made small unless somebody says otherwise.
  static String usual(Task.Kind task) {
    return switch (task) {
      case CLASSIFICATION -> CROSS_ENTROPY;
      case REGRESSION -> SQUARED;
    };
  }

  /// The loss of settings for a task.
  ///
  /// @throws IllegalArgumentException if the loss is not for such a task, or does not smooth
  static Loss of(RunSettings settings, Task task) {
    Form form = parse(resolved(settings.loss(), task));
    boolean isOfClasses = task instanceof Task.Classification;
    List<String> usable = isOfClasses ? OF_CLASSES : OF_NUMBERS;
    if (!usable.contains(form.name())) {
      throw wrong(
          "loss",
          "one for %s: %s"
              .formatted(
                  isOfClasses ? "a classification" : "a regression", String.join(", ", usable)),
          form.name());
    }
    boolean isSmoothing = form.name().equals(CROSS_ENTROPY) || form.name().equals(BINARY);
    if (settings.labelSmoothing() > 0 && !isSmoothing) {
      throw wrong(
          "label-smoothing", "0 with the loss " + form.name(), settings.labelSmoothing() + "");
    }
    return loss(form, settings.labelSmoothing());
  }

  /// How a smoothing that begins with `first` changes.
  ///
  /// @throws IllegalArgumentException if there is no such schedule, or nothing to change
  static Schedule smoothing(String text, double first) {
    if (!text.equals(CONSTANT) && first == 0) {
      throw wrong(SCHEDULE, CONSTANT + ", as label-smoothing is 0", "'" + text + "'");
    }
    Schedule schedule;
    try {
      schedule = Schedules.parse(text, first);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(SCHEDULE + ": " + e.getMessage(), e);
    }
    if (Schedules.plateau(text, Dialect.TEXTBOOK).isPresent()) {
      throw wrong(SCHEDULE, "a function of time", "'" + text + "'");
    }
    return schedule;
  }

  /// The schedules that settings have besides the learning rate's, for a plan of so many epochs.
  ///
  /// @throws IllegalArgumentException if a share would be below 0, or not below 1
  static Map<String, Schedule> schedules(RunSettings settings, Clock start) {
    if (settings.labelSmoothingSchedule().equals(CONSTANT)) {
      return Map.of();
    }
    Schedule schedule = smoothing(settings.labelSmoothingSchedule(), settings.labelSmoothing());
    for (long epoch = 0; epoch <= start.plannedEpochs(); epoch++) {
      long perEpoch = start.stepsPerEpoch();
      double share =
          schedule.at(new Clock(epoch * perEpoch, epoch, 0, 0, perEpoch, start.plannedEpochs()));
      if (!(share >= 0 && share < 1)) {
        throw wrong(SCHEDULE, "shares of at least 0 and below 1", share + " in epoch " + epoch);
      }
    }
    return Map.of("label-smoothing", schedule);
  }

  static Loss loss(Form form, double smoothing) {
    return switch (form.name()) {
      case CROSS_ENTROPY -> SoftmaxCrossEntropy.of().withSmoothing(smoothing);
      case BINARY -> OneVersusRest.of(new BinaryCrossEntropy(smoothing, List.of(), List.of()));
      case "focal" -> OneVersusRest.of(new Focal(Focal.of().alpha(), form.number()));
      case "hinge" -> OneVersusRest.signed(Hinge.of());
      case "squared-hinge" -> OneVersusRest.signed(Hinge.squared());
      case "multi-class-hinge" -> MultiClassHinge.of();
      case "absolute-error" -> MeanAbsoluteError.of();
      case "huber" -> new Huber(form.number());
      case "smooth-l1" -> new SmoothL1(form.number());
      case "log-cosh" -> LogCosh.of();
      case "quantile" -> new Quantile(form.number());
      default -> MeanSquaredError.of();
    };
  }

  private static IllegalArgumentException wrong(String setting, String expected, String got) {
    return new IllegalArgumentException(
        "%s: expected %s, but got %s".formatted(setting, expected, got));
  }
}
