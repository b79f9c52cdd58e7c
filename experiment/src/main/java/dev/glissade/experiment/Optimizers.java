package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Schedule;
import java.util.Arrays;
import java.util.List;

/// Optimisers by the names that settings use.
public final class Optimizers {
  private static final List<String> NAMES =
      List.of("gradient-descent", "momentum", "nesterov", "rmsprop", "adam", "adamw");

  private Optimizers() {}

  /// The numbers that are used where nothing else is said.
  record Defaults(double learningRate, double beta, double beta1, double beta2, double epsilon) {}

  /// All names.
  public static List<String> names() {
    return NAMES;
  }

  static void check(String name) {
    if (!NAMES.contains(name)) {
      throw Names.unknown("optimizer", "optimizers", name, NAMES);
    }
  }

  static Dialect dialect(String label) {
    for (Dialect dialect : Dialect.values()) {
      if (dialect.label().equals(label)) {
        return dialect;
      }
    }
    List<String> labels = Arrays.stream(Dialect.values()).map(Dialect::label).toList();
    throw Names.unknown("dialect", "dialects", label, labels);
  }

  static Defaults defaults(String name) {
    check(name);
    Adam adam = Adam.of();
    Schedule rate =
        switch (name) {
          case "gradient-descent" -> GradientDescent.of().learningRate();
          case "momentum", "nesterov" -> Momentum.of().learningRate();
          case "rmsprop" -> RmsProp.of().learningRate();
          default -> adam.learningRate();
        };
    double beta = name.equals("rmsprop") ? RmsProp.of().beta() : Momentum.of().beta();
    double first = rate.at(Clock.start(1, 1));
    return new Defaults(first, beta, adam.beta1(), adam.beta2(), adam.epsilon());
  }

  /// The optimiser that the settings describe.
  static Optimizer of(RunSettings s) {
    check(s.optimizer());
    Schedule rate = Schedules.parse(s.schedule(), s.learningRate());
    Dialect dialect = dialect(s.dialect());
    Adam adam = new Adam(rate, s.beta1(), s.beta2(), s.epsilon());
    Optimizer optimizer =
        switch (s.optimizer()) {
          case "gradient-descent" -> new GradientDescent(rate);
          case "momentum" -> new Momentum(rate, s.beta(), false, dialect);
          case "nesterov" -> new Momentum(rate, s.beta(), true, dialect);
          case "rmsprop" -> new RmsProp(rate, s.beta(), s.epsilon(), dialect);
          case "adamw" -> new AdamW(adam, s.weightDecay(), AdamW.of().isWeightsOnly());
          default -> adam;
        };
    return s.clipNorm() > 0 ? optimizer.clipNorm(s.clipNorm(), dialect) : optimizer;
  }
}
