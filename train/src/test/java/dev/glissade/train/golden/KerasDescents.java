package dev.glissade.train.golden;

import dev.glissade.optim.AdaDelta;
import dev.glissade.optim.AdaGrad;
import dev.glissade.optim.Adafactor;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Adamax;
import dev.glissade.optim.AmsGrad;
import dev.glissade.optim.Averaged;
import dev.glissade.optim.ByRole;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Epsilon;
import dev.glissade.optim.Ftrl;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Lamb;
import dev.glissade.optim.Lion;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Muon;
import dev.glissade.optim.NAdam;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.ScheduleFree;
import dev.glissade.optim.Span;
import dev.glissade.optim.Trace;
import dev.glissade.optim.Transforms;
import dev.glissade.optim.WeightAverage.Beginning;
import dev.glissade.optim.WeightAverage.Exponential;
import dev.glissade.optim.WeightDecay;
import java.util.Locale;
import java.util.Set;

/// Optimisers as Keras names and sets them. Its `weight_decay` is decoupled for every one.
final class KerasDescents {
  /// Those that do with the decay what they like.
  private static final Set<String> DECAYING = Set.of("Lamb", "Muon", "ScheduleFreeAdamW");

  private KerasDescents() {}

  static Descent of(String kind, Settings config, boolean isMatrixOnly) {
    int parts = (int) config.number("gradient_accumulation_steps", 1);
    boolean isAveraged = config.flag("use_ema");
    Schedule averageDecay = Schedule.constant(config.number("ema_momentum", 0.99));
    Optimizer optimizer = one(kind, config, isMatrixOnly);
    WeightDecay decay = decay(config, kind.equals("AdamW") ? 0.004 : 0, isMatrixOnly);
    boolean isDecayed = decay.lambda() > 0 && !DECAYING.contains(kind);
    Optimizer whole = clipped(isDecayed ? optimizer.decay(decay) : optimizer, config);
    if (isAveraged) {
      whole = new Averaged(whole, new Exponential(averageDecay, Beginning.FROM_FIRST));
    }
    config.requireAllRead();
    boolean isByRole = isMatrixOnly || kind.equals("Muon");
    return (isByRole ? Descent.of(whole) : Descent.together(whole)).inParts(parts);
  }

  private static Optimizer clipped(Optimizer optimizer, Settings config) {
    if (config.has("clipvalue")) {
      return optimizer.before(Transforms.clipValue(config.number("clipvalue")));
    }
    if (config.has("clipnorm")) {
      return optimizer.before(Transforms.clipEach(config.number("clipnorm")));
    }
    return config.has("global_clipnorm")
        ? optimizer.clipNorm(config.number("global_clipnorm"))
        : optimizer;
  }

  private static Optimizer one(String kind, Settings config, boolean isMatrixOnly) {
    Schedule rate = rate(config);
    return switch (kind) {
      case "SGD" -> descent(rate, config);
      case "RMSprop" -> rmsProp(rate, config);
      case "Adam", "AdamW" -> {
        Adam adam = adam(rate, config, Epsilon.HAT);
        yield config.flag("amsgrad") ? new AmsGrad(adam, false) : adam;
      }
      case "Nadam" -> new NAdam(adam(rate, config, Epsilon.OUTSIDE), 1, Dialect.KERAS);
      case "Adamax" ->
          new Adamax(
              rate,
              config.number("beta_1", 0.9),
              config.number("beta_2", 0.999),
              config.number("epsilon", 1e-7),
              Dialect.KERAS);
      case "Adagrad" ->
          new AdaGrad(
              rate,
              config.number("initial_accumulator_value", 0.1),
              config.number("epsilon", 1e-7),
              Dialect.KERAS);
      case "Adadelta" ->
          new AdaDelta(rate, config.number("rho", 0.95), config.number("epsilon", 1e-7));
      case "Lion" -> new Lion(rate, config.number("beta_1", 0.9), config.number("beta_2", 0.99));
      case "Ftrl" -> ftrl(rate, config);
      case "Muon" -> muon(rate, config);
      case "Adafactor" -> new Adafactor(rate, 0.8, 1e-30, 1e-3, 1, 1, Dialect.KERAS);
      case "ScheduleFreeAdamW" -> scheduleFree(config);
      case "Lamb" -> lamb(rate, config, isMatrixOnly);
      default -> ToCome.OPTIMIZER.skip(config.owner(), kind.toLowerCase(Locale.ROOT));
    };
  }

  private static Schedule rate(Settings config) {
    if (!config.value("learning_rate").isObject()) {
      return Schedule.constant(config.number("learning_rate"));
    }
    Settings inner = config.child("learning_rate");
    return KerasSchedules.of(inner.text("schedule"), inner);
  }

  private static Optimizer descent(Schedule rate, Settings config) {
    double momentum = config.number("momentum", 0);
    return momentum == 0
        ? new GradientDescent(rate)
        : new Momentum(rate, momentum, config.flag("nesterov"), Dialect.KERAS);
  }

  private static Optimizer rmsProp(Schedule rate, Settings config) {
    RmsProp plain =
        new RmsProp(rate, config.number("rho", 0.9), config.number("epsilon", 1e-7), Dialect.KERAS);
    Optimizer optimizer = config.flag("centered") ? plain.centered() : plain;
    double momentum = config.number("momentum", 0);
    return momentum == 0 ? optimizer : optimizer.scaled().after(new Trace(momentum, false));
  }

  private static Adam adam(Schedule rate, Settings config, Epsilon place) {
    return new Adam(
        rate,
        config.number("beta_1", 0.9),
        config.number("beta_2", 0.999),
        config.number("epsilon", 1e-7),
        place);
  }

  /// The decay is multiplied by the rate without its warm-up.
  private static Optimizer scheduleFree(Settings config) {
    double rate = config.number("learning_rate");
    double warmup = config.number("warmup_steps", 0);
    Schedule schedule = Schedule.constant(rate);
    schedule = warmup > 0 ? schedule.warmup(Span.steps(warmup)) : schedule;
    double beta2 = config.number("beta_2", 0.999);
    return new ScheduleFree(
        new Adam(schedule, 0, beta2, config.number("epsilon", 1e-8)),
        config.number("beta_1", 0.9),
        ScheduleFree.Weighting.EQUAL,
        config.number("weight_decay", 0) * rate);
  }

  private static Optimizer ftrl(Schedule rate, Settings config) {
    return new Ftrl(
        rate,
        config.number("initial_accumulator_value", 0.1),
        config.number("l1_regularization_strength", 0),
        config.number("l2_regularization_strength", 0),
        config.number("l2_shrinkage_regularization_strength", 0),
        config.number("beta", 0));
  }

  private static Optimizer lamb(Schedule rate, Settings config, boolean isMatrixOnly) {
    return new Lamb(
        adam(rate, config, Epsilon.OUTSIDE), decay(config, 0, isMatrixOnly), Dialect.KERAS);
  }

  private static WeightDecay decay(Settings config, double usual, boolean isMatrixOnly) {
    double lambda = config.number("weight_decay", usual);
    return new WeightDecay(lambda, WeightDecay.Kind.DECOUPLED, isMatrixOnly);
  }

  private static Optimizer muon(Schedule rate, Settings config) {
    Muon muon =
        new Muon(
            rate,
            config.number("momentum", 0.95),
            config.flag("nesterov", true),
            Muon.Scale.LIKE_ADAM,
            Dialect.KERAS,
            false);
    Optimizer adam = adam(rate, config, Epsilon.HAT);
    var adamsDecay =
        new WeightDecay(
            config.number("adam_weight_decay", 0.004), WeightDecay.Kind.DECOUPLED, false);
    return new ByRole(muon.decay(decay(config, 0.1, true)), adam.decay(adamsDecay), 1);
  }
}
