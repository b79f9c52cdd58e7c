package dev.glissade.experiment;

import static dev.glissade.optim.Epsilon.HAT;
import static dev.glissade.optim.Epsilon.OUTSIDE;

import dev.glissade.data.Names;
import dev.glissade.optim.AdaBelief;
import dev.glissade.optim.AdaDelta;
import dev.glissade.optim.AdaGrad;
import dev.glissade.optim.Adafactor;
import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.Adamax;
import dev.glissade.optim.Adopt;
import dev.glissade.optim.AmsGrad;
import dev.glissade.optim.ByRole;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Epsilon;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Lamb;
import dev.glissade.optim.Lars;
import dev.glissade.optim.Lion;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Muon;
import dev.glissade.optim.NAdam;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RAdam;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.SignDescent;
import dev.glissade.optim.Trace;
import dev.glissade.optim.WeightDecay;
import dev.glissade.optim.Yogi;
import java.util.Arrays;
import java.util.List;

/// Optimisers by the names that settings use.
public final class Optimizers {
  private static final List<String> NAMES =
      List.of(
          "gradient-descent",
          "momentum",
          "nesterov",
          "rmsprop",
          "adam",
          "adamw",
          "adagrad",
          "adadelta",
          "adamax",
          "nadam",
          "radam",
          "amsgrad",
          "adabelief",
          "yogi",
          "adopt",
          "lion",
          "signum",
          "lars",
          "lamb",
          "muon",
          "adafactor");

  private Optimizers() {}

  /// The numbers that are used where nothing else is said.
  record Defaults(double learningRate, double beta, double beta1, double beta2, double epsilon) {
    Defaults rate(double other) {
      return new Defaults(other, beta, beta1, beta2, epsilon);
    }

    Defaults beta(double other) {
      return new Defaults(learningRate, other, beta1, beta2, epsilon);
    }

    Defaults beta2(double other) {
      return new Defaults(learningRate, beta, beta1, other, epsilon);
    }

    Defaults epsilon(double other) {
      return new Defaults(learningRate, beta, beta1, beta2, other);
    }
  }

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
    Defaults adam = new Defaults(0.001, Momentum.of().beta(), 0.9, 0.999, 1e-8);
    return switch (name) {
      case "gradient-descent" -> adam.rate(first(GradientDescent.of()));
      case "momentum", "nesterov" -> adam.rate(first(Momentum.of()));
      case "rmsprop" -> adam.rate(first(RmsProp.of())).beta(RmsProp.of().beta());
      case "adagrad" -> adam.rate(0.01).epsilon(1e-10);
      case "adadelta" -> adam.rate(1).epsilon(1e-6);
      case "adabelief" -> adam.epsilon(1e-16);
      case "yogi" -> adam.rate(0.01).epsilon(1e-3);
      case "adopt" -> adam.beta2(0.9999).epsilon(1e-6);
      case "lion" -> adam.rate(1e-4).beta2(0.99);
      case "signum" -> adam.rate(1e-3);
      case "adafactor" -> adam.rate(0.01).epsilon(1e-30);
      case "lars" -> adam.rate(1);
      case "muon" -> adam.rate(0.005).beta(0.95);
      case "lamb" -> adam.epsilon(1e-6);
      default -> adam;
    };
  }

  private static double first(Optimizer optimizer) {
    return optimizer.learningRate().at(Clock.start(1, 1));
  }

  /// The optimiser that the settings describe.
  static Optimizer of(RunSettings s) {
    check(s.optimizer());
    Schedule rate = Schedules.parse(s.schedule(), s.learningRate());
    Dialect dialect = dialect(s.dialect());
    Optimizer optimizer =
        switch (s.optimizer()) {
          case "gradient-descent" -> new GradientDescent(rate);
          case "momentum" -> new Momentum(rate, s.beta(), false, dialect);
          case "nesterov" -> new Momentum(rate, s.beta(), true, dialect);
          case "rmsprop" -> new RmsProp(rate, s.beta(), s.epsilon(), dialect);
          case "adagrad" -> new AdaGrad(rate, 0, s.epsilon(), dialect);
          case "adadelta" -> new AdaDelta(rate, s.beta(), s.epsilon());
          case "signum" -> new SignDescent(rate, s.beta());
          case "adafactor" -> new Adafactor(rate, 0.8, s.epsilon(), 1e-3, 1, 2, dialect);
          case "lars" -> lars(rate, s);
          default -> ofTwoBetas(rate, s, dialect);
        };
    Optimizer clipped = s.clipNorm() > 0 ? optimizer.clipNorm(s.clipNorm(), dialect) : optimizer;
    return LayerFactors.apply(s.layerRates(), clipped);
  }

  private static Optimizer ofTwoBetas(Schedule rate, RunSettings s, Dialect dialect) {
    Adam adam = new Adam(rate, s.beta1(), s.beta2(), s.epsilon(), Epsilon.of(dialect));
    return switch (s.optimizer()) {
      case "adamw" -> new AdamW(adam, s.weightDecay(), AdamW.of().isWeightsOnly());
      case "adamax" -> new Adamax(rate, s.beta1(), s.beta2(), s.epsilon(), dialect);
      case "nadam" -> nadam(adam, dialect);
      case "radam" -> new RAdam(adam.with(dialect == Dialect.PYTORCH ? HAT : OUTSIDE));
      case "amsgrad" -> new AmsGrad(adam, dialect == Dialect.OPTAX);
      case "adabelief" -> new AdaBelief(adam.with(OUTSIDE), AdaBelief.of(1).inner());
      case "yogi" -> new Yogi(adam.with(OUTSIDE), Yogi.of(1).initial());
      case "adopt" -> new Adopt(rate, s.beta1(), s.beta2(), s.epsilon());
      case "lion" ->
          new Lion(rate, s.beta1(), s.beta2()).decay(decay(s, WeightDecay.Kind.DECOUPLED));
      case "muon" -> muon(rate, adam, s, dialect);
      case "lamb" -> new Lamb(adam.with(OUTSIDE), decay(s, WeightDecay.Kind.DECOUPLED), dialect);
      default -> adam;
    };
  }

  /// Changes of weights about as long as Adam's, so that both can share the rate.
  private static Optimizer muon(Schedule rate, Adam adam, RunSettings s, Dialect dialect) {
    Muon muon = new Muon(rate, s.beta(), true, Muon.Scale.LIKE_ADAM, dialect, false);
    return new ByRole(muon.decay(decay(s, WeightDecay.Kind.DECOUPLED)), adam, 1);
  }

  private static Optimizer nadam(Adam adam, Dialect dialect) {
    double decay = dialect == Dialect.KERAS ? 1 : NAdam.of(1).momentumDecay();
    return new NAdam(adam.with(OUTSIDE), decay, dialect);
  }

  private static Optimizer lars(Schedule rate, RunSettings s) {
    Lars usual = Lars.of(1);
    WeightDecay decay = decay(s, WeightDecay.Kind.COUPLED);
    return new Lars(rate, decay, usual.trust(), new Trace(s.beta(), false));
  }

  private static WeightDecay decay(RunSettings s, WeightDecay.Kind kind) {
    return new WeightDecay(s.weightDecay(), kind, AdamW.of().isWeightsOnly());
  }
}
