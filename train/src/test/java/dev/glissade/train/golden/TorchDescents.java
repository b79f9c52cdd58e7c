package dev.glissade.train.golden;

import dev.glissade.optim.AdaDelta;
import dev.glissade.optim.AdaGrad;
import dev.glissade.optim.Adafactor;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Adamax;
import dev.glissade.optim.AmsGrad;
import dev.glissade.optim.AveragedDescent;
import dev.glissade.optim.DampenedMomentum;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.Epsilon;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Muon;
import dev.glissade.optim.NAdam;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RAdam;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Rprop;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Span;
import dev.glissade.optim.Trace;
import dev.glissade.optim.Transforms;
import dev.glissade.optim.WeightDecay;
import java.util.Locale;
import java.util.Set;

/// Optimisers as torch names and sets them.
final class TorchDescents {
  private static final Set<String> ALWAYS_DECOUPLED = Set.of("Adafactor", "AdamW", "Muon");

  private TorchDescents() {}

  /// torch's class; `isMatrixOnly` leaves vectors without decay.
  static Descent of(String kind, Settings config, boolean isMatrixOnly, Settings decay) {
    Schedule rate = Schedules.decayed(config.number("lr"), decay);
    Optimizer optimizer = one(kind, rate, config);
    if (config.flag("maximize")) {
      optimizer = optimizer.before(Transforms.ascent());
    }
    boolean isAlways = ALWAYS_DECOUPLED.contains(kind);
    boolean isDecoupled = config.flag("decoupled_weight_decay", isAlways);
    double usual = kind.equals("Muon") ? 0.1 : kind.equals("AdamW") ? 0.01 : 0;
    double lambda = config.number("weight_decay", usual);
    config.requireAllRead();
    return isDecoupled
        ? Descent.of(optimizer.decay(decoupled(lambda, isMatrixOnly)))
        : new Descent(optimizer, lambda, !isMatrixOnly);
  }

  private static Optimizer one(String kind, Schedule rate, Settings config) {
    return switch (kind) {
      case "SGD" -> descent(rate, config);
      case "RMSprop" -> rmsProp(rate, config);
      case "Adam", "AdamW" -> {
        Adam adam = adam(rate, config, Epsilon.OUTSIDE);
        yield config.flag("amsgrad") ? new AmsGrad(adam, false) : adam;
      }
      case "Adamax" ->
          new Adamax(
              rate,
              config.element("betas", 0, 0.9),
              config.element("betas", 1, 0.999),
              config.number("eps", 1e-8),
              Dialect.PYTORCH);
      case "NAdam" ->
          new NAdam(
              adam(rate, config, Epsilon.OUTSIDE),
              config.number("momentum_decay", 0.004),
              Dialect.PYTORCH);
      case "RAdam" -> new RAdam(adam(rate, config, Epsilon.HAT));
      case "Adagrad" -> adaGrad(config);
      case "Adadelta" -> new AdaDelta(rate, config.number("rho", 0.9), config.number("eps", 1e-6));
      case "Rprop" -> rprop(rate, config);
      case "Muon" -> muon(rate, config);
      case "Adafactor" -> adafactor(rate, config);
      case "ASGD" ->
          new AveragedDescent(
              rate,
              config.number("lambd", 1e-4),
              config.number("alpha", 0.75),
              config.number("t0", 1e6));
      default -> ToCome.OPTIMIZER.skip(config.owner(), kind.toLowerCase(Locale.ROOT));
    };
  }

  private static WeightDecay decoupled(double lambda, boolean isMatrixOnly) {
    return new WeightDecay(lambda, WeightDecay.Kind.DECOUPLED, isMatrixOnly);
  }

  private static Optimizer descent(Schedule rate, Settings config) {
    double momentum = config.number("momentum", 0);
    boolean isNesterov = config.flag("nesterov");
    if (config.isOn("dampening")) {
      return new DampenedMomentum(rate, momentum, config.number("dampening"));
    }
    return momentum == 0
        ? new GradientDescent(rate)
        : new Momentum(rate, momentum, isNesterov, Dialect.PYTORCH);
  }

  private static Optimizer rmsProp(Schedule rate, Settings config) {
    RmsProp plain =
        new RmsProp(
            rate, config.number("alpha", 0.99), config.number("eps", 1e-8), Dialect.PYTORCH);
    Optimizer optimizer = config.flag("centered") ? plain.centered() : plain;
    double momentum = config.number("momentum", 0);
    return momentum == 0 ? optimizer : optimizer.after(new Trace(momentum, false));
  }

  private static Adam adam(Schedule rate, Settings config, Epsilon place) {
    return new Adam(
        rate,
        config.element("betas", 0, 0.9),
        config.element("betas", 1, 0.999),
        config.number("eps", 1e-8),
        place);
  }

  private static Optimizer adaGrad(Settings config) {
    double decay = config.number("lr_decay", 0);
    double rate = config.number("lr");
    Schedule schedule =
        decay == 0
            ? Schedule.constant(rate)
            : new Schedule.InverseTime(rate, decay, Span.steps(1), false);
    return new AdaGrad(
        schedule,
        config.number("initial_accumulator_value", 0),
        config.number("eps", 1e-10),
        Dialect.PYTORCH);
  }

  private static Optimizer rprop(Schedule rate, Settings config) {
    return new Rprop(
        rate,
        config.element("etas", 0, 0.5),
        config.element("etas", 1, 1.2),
        config.element("step_sizes", 0, 1e-6),
        config.element("step_sizes", 1, 50),
        Dialect.PYTORCH);
  }

  private static Optimizer muon(Schedule rate, Settings config) {
    boolean isLikeAdam = config.text("adjust_lr_fn").equals("match_rms_adamw");
    return new Muon(
        rate,
        config.number("momentum", 0.95),
        config.flag("nesterov", true),
        isLikeAdam ? Muon.Scale.LIKE_ADAM : Muon.Scale.ORIGINAL,
        Dialect.PYTORCH,
        true);
  }

  /// Without an epsilon it is that of the type; the values are in double.
  private static Optimizer adafactor(Schedule rate, Settings config) {
    boolean hasEpsilon = config.value("eps").path(0).isNumber();
    return new Adafactor(
        rate,
        -config.number("beta2_decay", -0.8),
        hasEpsilon ? config.element("eps", 0, 0) : Math.ulp(1.0),
        config.element("eps", 1, 1e-3),
        config.number("d", 1),
        1,
        Dialect.PYTORCH);
  }
}
