package dev.glissade.train.golden;

import dev.glissade.optim.Curve;
import dev.glissade.optim.Cycle;
import dev.glissade.optim.PolynomialCycle;
import dev.glissade.optim.Ramp;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Span;
import tools.jackson.databind.JsonNode;

/// Schedules as Keras names and sets them; also inside of an optimiser's settings.
final class KerasSchedules {
  private KerasSchedules() {}

  static Schedule of(String kind, Settings options) {
    Schedule schedule =
        switch (kind) {
          case "ExponentialDecay" ->
              new Schedule.Exponential(
                  initial(options),
                  options.number("decay_rate"),
                  Span.steps(options.number("decay_steps")),
                  options.flag("staircase"));
          case "InverseTimeDecay" ->
              new Schedule.InverseTime(
                  initial(options),
                  options.number("decay_rate"),
                  Span.steps(options.number("decay_steps")),
                  options.flag("staircase"));
          case "PiecewiseConstantDecay" -> steps(options);
          case "CosineDecay" -> cosine(options);
          case "CosineDecayRestarts" -> restarts(options);
          case "PolynomialDecay" -> polynomial(options);
          default -> ToCome.SCHEDULE.skip(options.owner(), kind);
        };
    options.requireAllRead();
    return schedule;
  }

  private static double initial(Settings options) {
    return options.number("initial_learning_rate");
  }

  /// Each boundary's step still has the old value.
  private static Schedule steps(Settings options) {
    JsonNode values = options.value("values");
    Schedule schedule = Schedule.constant(values.path(0).asDouble());
    int next = 1;
    for (JsonNode boundary : options.value("boundaries")) {
      schedule = schedule.changedAt(boundary.asLong() + 1, values.path(next++).asDouble());
    }
    return schedule;
  }

  /// `decay_steps` does not include the warm-up.
  private static Schedule cosine(Settings options) {
    Span warmup = Span.steps(options.number("warmup_steps", 0));
    double initial = initial(options);
    double peak = options.number("warmup_target", initial);
    Schedule decay =
        new Ramp(
            peak,
            peak * options.number("alpha", 0),
            Span.NONE,
            Span.steps(options.number("decay_steps")),
            Curve.COSINE);
    return new Ramp(initial, peak, Span.NONE, warmup, Curve.LINEAR).then(warmup, decay);
  }

  private static Schedule restarts(Settings options) {
    double high = initial(options);
    return new Cycle(
        high * options.number("alpha", 0),
        high,
        Span.NONE,
        Span.steps(options.number("first_decay_steps")),
        options.number("t_mul", 2),
        options.number("m_mul", 1),
        Curve.COSINE);
  }

  private static Schedule polynomial(Settings options) {
    double high = initial(options);
    double low = options.number("end_learning_rate", 1e-4);
    double power = options.number("power", 1);
    Span length = Span.steps(options.number("decay_steps"));
    return options.flag("cycle")
        ? new PolynomialCycle(high, low, power, length)
        : new Ramp(high, low, Span.NONE, length, new Curve.Power(power));
  }
}
