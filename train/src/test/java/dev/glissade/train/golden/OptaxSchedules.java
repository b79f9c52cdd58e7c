package dev.glissade.train.golden;

import dev.glissade.optim.Curve;
import dev.glissade.optim.Points;
import dev.glissade.optim.Points.Point;
import dev.glissade.optim.Ramp;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Schedules as Optax names and sets them.
final class OptaxSchedules {
  private OptaxSchedules() {}

  static Schedule of(String function, Settings options) {
    Schedule schedule =
        switch (function) {
          case "constant_schedule" -> Schedule.constant(options.number("value"));
          case "exponential_decay" -> exponential(options, options.number("init_value"));
          case "linear_schedule" -> polynomial(options, 1);
          case "polynomial_schedule" -> polynomial(options, options.number("power"));
          case "cosine_decay_schedule" -> cosine(options);
          case "cosine_onecycle_schedule" -> cosineCycle(options);
          case "linear_onecycle_schedule" -> linearCycle(options);
          case "piecewise_constant_schedule" -> pieces(options, Curve.HOLD);
          case "piecewise_interpolate_schedule" ->
              pieces(
                  options,
                  options.text("interpolate_type").equals("cosine") ? Curve.COSINE : Curve.LINEAR);
          case "warmup_constant_schedule" -> warmup(options);
          case "warmup_cosine_decay_schedule" -> warmupCosine(options);
          case "warmup_exponential_decay_schedule" -> {
            Span length = Span.steps(options.number("warmup_steps"));
            Schedule decay = exponential(options, options.number("peak_value"));
            yield warmup(options).then(length, decay);
          }
          case "sgdr_schedule" -> restarts(options);
          case "join_schedules" -> join(options);
          default -> ToCome.SCHEDULE.skip(options.owner(), function);
        };
    options.requireAllRead();
    return schedule;
  }

  private static Schedule exponential(Settings options, double initial) {
    double rate = options.number("decay_rate");
    Span every = Span.steps(options.number("transition_steps"));
    boolean isStaircase = options.flag("staircase");
    Schedule decay = new Schedule.Exponential(initial, rate, every, isStaircase);
    if (options.has("end_value")) {
      Schedule last = Schedule.constant(options.number("end_value"));
      decay = rate < 1 ? decay.max(last) : decay.min(last);
    }
    Span begin = Span.steps(options.number("transition_begin", 0));
    return Schedule.constant(initial).then(begin, decay);
  }

  private static Schedule polynomial(Settings options, double power) {
    double begin = options.number("transition_begin", 0);
    return new Ramp(
        options.number("init_value"),
        options.number("end_value"),
        Span.steps(begin),
        Span.steps(begin + options.number("transition_steps")),
        new Curve.Power(power));
  }

  private static Schedule cosine(Settings options) {
    double initial = options.number("init_value");
    return new Ramp(
        initial,
        initial * options.number("alpha", 0),
        Span.NONE,
        Span.steps(options.number("decay_steps")),
        new Curve.Cosine(options.number("exponent", 1)));
  }

  private static Schedule cosineCycle(Settings options) {
    double total = options.number("transition_steps");
    double peak = options.number("peak_value");
    double first = peak / options.number("div_factor", 25);
    return new Points(
        List.of(
            point(0, first),
            point((int) (options.number("pct_start", 0.3) * total), peak),
            point(total, first / options.number("final_div_factor", 1e4))),
        Curve.COSINE);
  }

  private static Schedule linearCycle(Settings options) {
    double total = options.number("transition_steps");
    double peak = options.number("peak_value");
    double first = peak / options.number("div_factor", 25);
    return new Points(
        List.of(
            point(0, first),
            point((int) (options.number("pct_start", 0.3) * total), peak),
            point((int) (options.number("pct_final", 0.85) * total), first),
            point(total, first / options.number("final_div_factor", 1e4))),
        Curve.LINEAR);
  }

  private static Point point(double step, double value) {
    return new Point(Span.steps(step), value);
  }

  /// Each boundary's step has the new value already.
  private static Schedule pieces(Settings options, Curve curve) {
    double value = options.number("init_value");
    Map<Long, Double> factors = new TreeMap<>();
    options
        .value("boundaries_and_scales")
        .properties()
        .forEach(entry -> factors.put(Long.valueOf(entry.getKey()), entry.getValue().asDouble()));
    List<Point> points = new ArrayList<>(List.of(point(0, value)));
    for (Map.Entry<Long, Double> each : factors.entrySet()) {
      value *= each.getValue();
      points.add(point(each.getKey(), value));
    }
    return new Points(points, curve);
  }

  private static Schedule warmup(Settings options) {
    return new Ramp(
        options.number("init_value"),
        options.number("peak_value"),
        Span.NONE,
        Span.steps(options.number("warmup_steps")),
        Curve.LINEAR);
  }

  /// `decay_steps` includes the warm-up.
  private static Schedule warmupCosine(Settings options) {
    Span length = Span.steps(options.number("warmup_steps"));
    return warmup(options)
        .then(
            length,
            new Ramp(
                options.number("peak_value"),
                options.number("end_value", 0),
                Span.NONE,
                Span.steps(options.number("decay_steps") - length.length()),
                new Curve.Cosine(options.number("exponent", 1))));
  }

  private static Schedule restarts(Settings options) {
    Schedule all = null;
    double start = 0;
    for (JsonNode each : options.value("cosine_kwargs")) {
      Settings cycle = new Settings(options.owner(), each);
      Schedule next = warmupCosine(cycle);
      all = all == null ? next : all.then(Span.steps(start), next);
      start += cycle.number("decay_steps");
      cycle.requireAllRead();
    }
    return all;
  }

  private static Schedule join(Settings options) {
    List<Schedule> parts =
        options
            .value("schedules")
            .valueStream()
            .map(
                part ->
                    of(
                        part.path("function").asString(),
                        new Settings(options.owner(), part.path("config"))))
            .toList();
    Schedule all = parts.getFirst();
    for (int i = 1; i < parts.size(); i++) {
      double at = options.value("boundaries").path(i - 1).asDouble();
      all = all.then(Span.steps(at), parts.get(i));
    }
    return all;
  }
}
