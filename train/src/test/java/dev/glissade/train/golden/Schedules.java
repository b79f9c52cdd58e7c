package dev.glissade.train.golden;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import tools.jackson.databind.JsonNode;

/// Files of learning rates over time: the textbook's forms, and what they all share.
final class Schedules {
  private Schedules() {}

  /// The value at the beginning of step `step`, counted from 0; here an epoch has one step.
  static double at(Schedule schedule, long step) {
    return schedule.at(new Clock(step, step, 0, step, 1, 0));
  }

  private static Schedule of(GoldenFile file, Settings config) {
    return switch (file.framework()) {
      case "numpy" -> textbook(config);
      case "torch" -> TorchSchedules.of(config);
      case "optax" -> OptaxSchedules.of(config.text("function"), config.child("config"));
      case "keras" -> KerasSchedules.of(config.text("class"), config.child("config"));
      default -> throw new AssertionError("golden %s: unknown framework".formatted(file));
    };
  }

  private static Schedule textbook(Settings config) {
    double alpha = config.ignore("first_epoch").number("alpha");
    return switch (config.text("form")) {
      case "inverse-time" -> Schedule.inverseTime(alpha, config.number("decay_rate"));
      case "exponential" -> Schedule.exponential(alpha, config.number("base"));
      case "inverse-sqrt" -> Schedule.inverseSquareRoot(alpha, config.number("k"));
      case "staircase" ->
          Schedule.staircase(alpha, config.number("factor"), (int) config.number("every"));
      case "staircase-at" ->
          Schedule.staircaseAt(alpha, config.number("factor"), whole(config.value("epochs")));
      default -> ToCome.SCHEDULE.skip(config.owner(), config.text("form"));
    };
  }

  static List<Integer> whole(JsonNode list) {
    return list.valueStream().map(JsonNode::asInt).toList();
  }

  /// The textbook's decay inside of an optimiser's settings; constant without one.
  static Schedule decayed(double alpha, Settings decay) {
    return switch (decay.text("form")) {
      case "" -> Schedule.constant(alpha);
      case "inverse-time" -> Schedule.inverseTime(alpha, decay.number("rate"));
      case "exponential" -> Schedule.exponential(alpha, decay.number("base"));
      case "inverse-sqrt" -> Schedule.inverseSquareRoot(alpha, decay.number("k"));
      default -> ToCome.SCHEDULE.skip(decay.owner(), decay.text("form"));
    };
  }

  /// A file of schedules; times are steps, or epochs counted from `first_epoch`.
  static GoldenCase check(GoldenFile file) {
    Settings config = file.config();
    if (config.has("metrics")) {
      return PlateauCases.check(file, config);
    }
    Schedule schedule = of(file, config.ignore("count"));
    boolean hasMomentum = file.has("expected", "momentum");
    LongToDoubleFunction momentum =
        hasMomentum ? step -> at(TorchSchedules.momentum(config), step) : _ -> 0;
    config.ignore("momentum").requireAllRead();
    String time = file.has("expected", "step") ? "step" : "epoch";
    return (_, findings) -> {
      // The clock counts epochs from 0, this one form from 1.
      int first = file.config().text("form").equals("inverse-sqrt") ? 1 : 0;
      double[] times = findings.given(time);
      double[] rates = values(step -> at(schedule, step), times, first);
      for (String name : List.of("lr", "lr_closed_form")) {
        if (file.has("expected", name)) {
          findings.compare(rates, name);
        }
      }
      if (hasMomentum) {
        findings.compare(values(momentum, times, first), "momentum");
      }
    };
  }

  private static double[] values(LongToDoubleFunction schedule, double[] times, int first) {
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      values[i] = schedule.applyAsDouble((long) times[i] - first);
    }
    return values;
  }
}
