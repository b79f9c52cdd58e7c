package dev.glissade.train.golden;

import dev.glissade.optim.Clock;
import dev.glissade.optim.Schedule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Learning rates over time as frameworks write them.
///
/// Frameworks count in steps what is an epoch here; `stepsPerEpoch` says how many of their steps
/// an epoch takes.
record Schedules(Schedule schedule, long stepsPerEpoch) {
  private static Schedules everyStep(Schedule schedule) {
    return new Schedules(schedule, 1);
  }

  /// The rate at the beginning of step `step`, counted from 0.
  double at(long step) {
    return schedule.at(
        new Clock(step, step / stepsPerEpoch, step % stepsPerEpoch, step, stepsPerEpoch, 0));
  }

  /// The schedule of a file of schedules.
  static Schedules of(GoldenFile file) {
    Settings config = file.config().ignore("count");
    Schedules found =
        switch (file.framework()) {
          case "numpy" -> everyStep(textbook(config));
          case "torch" -> everyStep(torch(config));
          case "optax" -> optax(config.text("function"), config);
          case "keras" -> keras(config.text("class"), config);
          default -> throw new AssertionError("golden %s: unknown framework".formatted(file));
        };
    config.requireAllRead();
    return found;
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

  private static List<Integer> whole(JsonNode list) {
    return list.valueStream().map(JsonNode::asInt).toList();
  }

  private static Schedule torch(Settings config) {
    if (config.has("metrics")) {
      return ToCome.SCHEDULE.skip(config.owner(), "reduction on a plateau");
    }
    double rate = config.number("lr");
    Settings options = config.child("config");
    Schedule schedule =
        switch (config.text("class")) {
          case "ExponentialLR" -> Schedule.exponential(rate, options.number("gamma"));
          case "StepLR" ->
              Schedule.staircase(
                  rate, options.number("gamma", 0.1), (int) options.number("step_size"));
          case "MultiStepLR" ->
              Schedule.staircaseAt(
                  rate, options.number("gamma", 0.1), whole(options.value("milestones")));
          case "ConstantLR" ->
              Schedule.constant(rate * options.number("factor", 1.0 / 3))
                  .changedAt((long) options.number("total_iters", 5), rate);
          default -> ToCome.SCHEDULE.skip(config.owner(), config.text("class"));
        };
    options.requireAllRead();
    return schedule;
  }

  private static Schedules optax(String function, Settings config) {
    if (config.has("metrics")) {
      return ToCome.SCHEDULE.skip(config.owner(), "reduction on a plateau");
    }
    Settings options = config.child("config");
    Schedules schedule =
        switch (function) {
          case "constant_schedule" -> everyStep(Schedule.constant(options.number("value")));
          case "exponential_decay" -> optaxExponential(options);
          case "piecewise_constant_schedule" -> everyStep(optaxSteps(options));
          default -> ToCome.SCHEDULE.skip(config.owner(), function);
        };
    options.requireAllRead();
    return schedule;
  }

  private static Schedules optaxExponential(Settings options) {
    if (options.isOn("end_value")) {
      return ToCome.SCHEDULE.skip(options.owner(), "a lowest learning rate");
    }
    if (options.isOn("transition_begin")) {
      return ToCome.SCHEDULE.skip(options.owner(), "a delayed start");
    }
    return stretched(
        Schedule.exponential(options.number("init_value"), options.number("decay_rate")),
        options.number("transition_steps"),
        options);
  }

  /// A schedule over epochs of several steps, which must stand still within them.
  private static Schedules stretched(Schedule schedule, double steps, Settings options) {
    boolean isStaircase = options.flag("staircase");
    if (steps != 1 && !isStaircase) {
      return ToCome.SCHEDULE.skip(options.owner(), "decay within an epoch");
    }
    return new Schedules(schedule, (long) steps);
  }

  /// Each boundary's step has the new value already.
  private static Schedule optaxSteps(Settings options) {
    double value = options.number("init_value");
    Schedule schedule = Schedule.constant(value);
    Map<Long, Double> factors = new TreeMap<>();
    options
        .value("boundaries_and_scales")
        .properties()
        .forEach(entry -> factors.put(Long.valueOf(entry.getKey()), entry.getValue().asDouble()));
    for (Map.Entry<Long, Double> each : factors.entrySet()) {
      value *= each.getValue();
      schedule = schedule.changedAt(each.getKey(), value);
    }
    return schedule;
  }

  /// The schedule of Keras' class; also inside of an optimiser's settings.
  static Schedules keras(String kind, Settings config) {
    if (config.has("metrics")) {
      return ToCome.SCHEDULE.skip(config.owner(), "reduction on a plateau");
    }
    Settings options = config.has("config") ? config.child("config") : config.ignore("schedule");
    Schedules schedule =
        switch (kind) {
          case "ExponentialDecay" ->
              stretched(
                  Schedule.exponential(
                      options.number("initial_learning_rate"), options.number("decay_rate")),
                  options.number("decay_steps"),
                  options);
          case "InverseTimeDecay" ->
              stretched(
                  Schedule.inverseTime(
                      options.number("initial_learning_rate"), options.number("decay_rate")),
                  options.number("decay_steps"),
                  options);
          case "PiecewiseConstantDecay" -> everyStep(kerasSteps(options));
          default -> ToCome.SCHEDULE.skip(config.owner(), kind);
        };
    options.requireAllRead();
    return schedule;
  }

  /// Each boundary's step still has the old value.
  private static Schedule kerasSteps(Settings options) {
    JsonNode values = options.value("values");
    Schedule schedule = Schedule.constant(values.path(0).asDouble());
    int next = 1;
    for (JsonNode boundary : options.value("boundaries")) {
      schedule = schedule.changedAt(boundary.asLong() + 1, values.path(next++).asDouble());
    }
    return schedule;
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
    Schedules schedules = of(file);
    boolean isByStep = file.has("expected", "step");
    String time = isByStep ? "step" : "epoch";
    return (_, findings) -> {
      double[] times = findings.given(time);
      // The clock counts epochs from 0, this one form from 1.
      int first = file.config().text("form").equals("inverse-sqrt") ? 1 : 0;
      double[] rates = new double[times.length];
      for (int i = 0; i < times.length; i++) {
        rates[i] = schedules.at((long) (times[i] - first));
      }
      for (String name : List.of("lr", "lr_closed_form")) {
        if (file.has("expected", name)) {
          findings.compare(rates, name);
        }
      }
    };
  }
}
