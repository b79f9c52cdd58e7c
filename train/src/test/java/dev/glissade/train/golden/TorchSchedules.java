package dev.glissade.train.golden;

import dev.glissade.optim.Curve;
import dev.glissade.optim.Cycle;
import dev.glissade.optim.Ramp;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Span;
import java.util.List;

/// Schedules as torch names and sets them.
final class TorchSchedules {
  private TorchSchedules() {}

  /// A file's schedule, beginning at its `lr`.
  static Schedule of(Settings config) {
    double rate = config.number("lr");
    return switch (config.text("class")) {
      case "SequentialLR" -> {
        List<Schedule> parts = parts(config, rate);
        Schedule schedule = parts.getFirst();
        for (int i = 1; i < parts.size(); i++) {
          double at = config.value("milestones").path(i - 1).asDouble();
          schedule = schedule.then(Span.steps(at), parts.get(i));
        }
        yield schedule;
      }
      // Each part multiplies what the others made of the rate.
      case "ChainedScheduler" -> {
        Schedule product = Schedule.constant(rate);
        for (Schedule part : parts(config, 1)) {
          product = product.times(part);
        }
        yield product;
      }
      default -> one(config.text("class"), rate, config.child("config"));
    };
  }

  private static List<Schedule> parts(Settings config, double rate) {
    return config
        .value("parts")
        .valueStream()
        .map(
            part ->
                one(
                    part.path("class").asString(),
                    rate,
                    new Settings(config.owner(), part.path("config"))))
        .toList();
  }

  private static Schedule one(String kind, double rate, Settings options) {
    Schedule schedule = shape(kind, rate, options);
    options.requireAllRead();
    return schedule;
  }

  private static Schedule shape(String kind, double rate, Settings options) {
    return switch (kind) {
      case "ExponentialLR" -> Schedule.exponential(rate, options.number("gamma"));
      case "StepLR" ->
          Schedule.staircase(rate, options.number("gamma", 0.1), (int) options.number("step_size"));
      case "MultiStepLR" ->
          Schedule.staircaseAt(
              rate, options.number("gamma", 0.1), Schedules.whole(options.value("milestones")));
      case "ConstantLR" ->
          Schedule.constant(rate * options.number("factor", 1.0 / 3))
              .changedAt((long) options.number("total_iters", 5), rate);
      case "CosineAnnealingLR" -> cosine(rate, options);
      case "CosineAnnealingWarmRestarts" ->
          Schedule.warmRestarts(
              rate,
              options.number("eta_min", 0),
              Span.steps(options.number("T_0")),
              options.number("T_mult", 1));
      case "CyclicLR" -> cyclic(options);
      case "OneCycleLR" -> oneCycle(options);
      default -> ramp(kind, rate, options);
    };
  }

  private static Schedule ramp(String kind, double rate, Settings options) {
    return switch (kind) {
      case "LinearLR" ->
          new Ramp(
              rate * options.number("start_factor", 1.0 / 3),
              rate * options.number("end_factor", 1),
              Span.NONE,
              Span.steps(options.number("total_iters", 5)),
              Curve.LINEAR);
      case "PolynomialLR" ->
          new Ramp(
              rate,
              0,
              Span.NONE,
              Span.steps(options.number("total_iters", 5)),
              new Curve.Power(options.number("power", 1)));
      default -> ToCome.SCHEDULE.skip(options.owner(), kind);
    };
  }

  /// After `T_max` it rises again.
  private static Schedule cosine(double rate, Settings options) {
    Span half = Span.steps(options.number("T_max"));
    double low = options.number("eta_min", 0);
    return new Ramp(rate, low, Span.NONE, half, Curve.COSINE)
        .then(half, new Cycle(low, rate, half, half, 1, 1, Curve.COSINE));
  }

  private static Schedule cyclic(Settings options) {
    double low = options.number("base_lr");
    double high = options.number("max_lr");
    String mode = options.text("mode");
    double gamma = options.number("gamma", 1);
    options.ignore("cycle_momentum");
    if (!mode.equals("exp_range")) {
      return cycle(low, high, options, mode.equals("triangular2") ? 0.5 : 1);
    }
    Schedule fading = new Schedule.Exponential(1, gamma, Span.steps(1), false);
    return Schedule.constant(low).plus(cycle(0, high - low, options, 1).times(fading));
  }

  private static Schedule cycle(double low, double high, Settings options, double factor) {
    double up = options.number("step_size_up", 2000);
    double down = options.number("step_size_down", up);
    return new Cycle(low, high, Span.steps(up), Span.steps(down), 1, factor, Curve.LINEAR);
  }

  private static Schedule oneCycle(Settings options) {
    double high = options.number("max_lr");
    double first = high / options.number("div_factor", 25);
    double last = first / options.number("final_div_factor", 1e4);
    Phases phases = Phases.of(options);
    options.ignore("base_momentum", "max_momentum");
    Schedule up = phases.ramp(first, high, Span.NONE, phases.top);
    if (!phases.isThree) {
      return up.min(phases.ramp(high, last, phases.top, phases.last));
    }
    Span middle = Span.steps(2 * phases.top.length());
    Schedule cycle = up.min(phases.ramp(high, first, phases.top, middle));
    return cycle.times(phases.ramp(1, last / first, middle, phases.last));
  }

  /// Where the parts of one cycle end.
  private record Phases(Span top, Span last, boolean isThree, Curve curve) {
    static Phases of(Settings options) {
      double total = options.number("total_steps");
      return new Phases(
          Span.steps(options.number("pct_start", 0.3) * total - 1),
          Span.steps(total - 1),
          options.flag("three_phase"),
          options.text("anneal_strategy").equals("linear") ? Curve.LINEAR : Curve.COSINE);
    }

    Schedule ramp(double from, double to, Span begin, Span end) {
      return new Ramp(from, to, begin, end, curve);
    }
  }

  /// The momentum of a cycle, which goes the other way than the rate.
  static Schedule momentum(Settings config) {
    Settings options = config.child("config");
    double low =
        options.number("base_momentum", config.text("class").equals("CyclicLR") ? 0.8 : 0.85);
    double high =
        options.number("max_momentum", config.text("class").equals("CyclicLR") ? 0.9 : 0.95);
    if (config.text("class").equals("CyclicLR")) {
      return Schedule.constant(high).minus(cycle(0, high - low, options, 1));
    }
    Phases phases = Phases.of(options);
    Span end = phases.isThree ? Span.steps(2 * phases.top.length()) : phases.last;
    Schedule down = phases.ramp(high, low, Span.NONE, phases.top);
    return down.max(phases.ramp(low, high, phases.top, end));
  }
}
