package dev.glissade.train.golden;

import dev.glissade.optim.Adam;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Schedule;

/// Optimisers as the textbook names and sets them.
final class Descents {
  private Descents() {}

  /// A rule of the textbook, whose learning rate is called `rate`.
  static Optimizer textbook(String rule, Settings config, String rate, Settings decay) {
    Schedule alpha = Schedules.decayed(config.number(rate), decay);
    return switch (rule) {
      case "gd" -> new GradientDescent(alpha);
      case "momentum" -> new Momentum(alpha, config.number("beta"), false, Dialect.TEXTBOOK);
      case "rmsprop" ->
          new RmsProp(alpha, config.number("beta"), config.number("epsilon"), Dialect.TEXTBOOK);
      case "adam" ->
          new Adam(alpha, config.number("beta1"), config.number("beta2"), config.number("epsilon"));
      default -> ToCome.OPTIMIZER.skip(config.owner(), rule);
    };
  }
}
