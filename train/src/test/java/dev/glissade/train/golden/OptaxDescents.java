package dev.glissade.train.golden;

import dev.glissade.optim.AdEMAMix;
import dev.glissade.optim.AdaBelief;
import dev.glissade.optim.AdaDelta;
import dev.glissade.optim.AdaGrad;
import dev.glissade.optim.Adafactor;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Adamax;
import dev.glissade.optim.Adan;
import dev.glissade.optim.Adopt;
import dev.glissade.optim.AmsGrad;
import dev.glissade.optim.Averaged;
import dev.glissade.optim.ByRole;
import dev.glissade.optim.Cocob;
import dev.glissade.optim.CorrectedMomentum;
import dev.glissade.optim.Curve;
import dev.glissade.optim.DAdaptAdam;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.DistanceOverGradients;
import dev.glissade.optim.Epsilon;
import dev.glissade.optim.Fromage;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Lamb;
import dev.glissade.optim.Lars;
import dev.glissade.optim.Lion;
import dev.glissade.optim.Madgrad;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Muon;
import dev.glissade.optim.NAdam;
import dev.glissade.optim.NovoGrad;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Prodigy;
import dev.glissade.optim.RAdam;
import dev.glissade.optim.Ramp;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Rprop;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.ScheduleFree;
import dev.glissade.optim.SignDescent;
import dev.glissade.optim.SimplifiedAdEMAMix;
import dev.glissade.optim.Sm3;
import dev.glissade.optim.Span;
import dev.glissade.optim.Trace;
import dev.glissade.optim.Transform;
import dev.glissade.optim.Transforms;
import dev.glissade.optim.TrustRatio;
import dev.glissade.optim.WeightAverage;
import dev.glissade.optim.WeightDecay;
import dev.glissade.optim.WeightedDistanceOverGradients;
import dev.glissade.optim.Yogi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Optimisers as Optax names, sets and chains them.
final class OptaxDescents {
  /// Those that do with the decay what they like.
  private static final Set<String> DECAYING =
      Set.of(
          "lars",
          "lamb",
          "madgrad",
          "muon",
          "novograd",
          "prodigy",
          "schedule_free_sgd",
          "schedule_free_adamw");

  private OptaxDescents() {}

  static Descent of(Settings config) {
    int parts = (int) config.number("multi_steps", 1);
    Settings average = config.child("params_average");
    double averageDecay = average.number("decay", -1);
    average.requireAllRead();
    List<JsonNode> chain = new ArrayList<>(config.value("chain").valueStream().toList());
    config.requireAllRead();
    String owner = config.owner();
    Settings first = new Settings(owner, chain.getFirst().path(1));
    Optimizer optimizer =
        switch (chain.getFirst().path(0).asString()) {
          case "clip_by_global_norm" -> last(owner, chain, 1).clipNorm(first.number("max_norm"));
          case "clip_by_block_rms" ->
              behind(Transforms.clipRootMeanSquare(first.number("threshold")), owner, chain);
          case "adaptive_grad_clip" ->
              behind(
                  Transforms.clipAdaptive(first.number("clipping"), first.number("eps", 1e-3)),
                  owner,
                  chain);
          case "centralize" -> behind(Transforms.centralize(true), owner, chain);
          case "ema" -> average(first, new Settings(owner, chain.getLast().path(1)));
          default -> last(owner, chain, 0);
        };
    if (averageDecay >= 0) {
      optimizer = new Averaged(optimizer, WeightAverage.exponential(averageDecay));
    }
    boolean isByRole = config.toString().contains("matrices") || optimizer instanceof ByRole;
    return (isByRole ? Descent.of(optimizer) : Descent.together(optimizer)).inParts(parts);
  }

  private static Optimizer behind(Transform transform, String owner, List<JsonNode> chain) {
    return last(owner, chain, 1).before(transform);
  }

  private static Optimizer average(Settings ema, Settings scale) {
    Schedule rate = rate(scale);
    double beta = ema.number("decay");
    return ema.flag("debias", true)
        ? new CorrectedMomentum(rate, beta)
        : new Momentum(rate, beta, false, Dialect.TEXTBOOK);
  }

  /// The one optimiser that stands in a chain behind `before` transforms.
  private static Optimizer last(String owner, List<JsonNode> chain, int before) {
    if (chain.size() != before + 1) {
      throw new AssertionError(
          "golden %s: expected one optimiser, but got %s".formatted(owner, chain));
    }
    String name = chain.getLast().path(0).asString();
    Settings config = new Settings(owner, chain.getLast().path(1));
    Optimizer optimizer = one(name, config);
    if (!DECAYING.contains(name) && config.isOn("weight_decay")) {
      optimizer = optimizer.decay(decay(config));
    } else if (name.equals("adamw") && !config.has("weight_decay")) {
      optimizer = optimizer.decay(new WeightDecay(1e-4, WeightDecay.Kind.DECOUPLED, false));
    }
    config.requireAllRead();
    return optimizer;
  }

  private static WeightDecay decay(Settings config) {
    String mask = config.text("mask") + config.text("weight_decay_mask");
    double lambda = config.number("weight_decay", 0);
    return new WeightDecay(lambda, WeightDecay.Kind.DECOUPLED, mask.equals("matrices"));
  }

  private static Schedule rate(Settings config) {
    if (!config.value("learning_rate").isObject()) {
      return Schedule.constant(config.number("learning_rate"));
    }
    Settings inner = config.child("learning_rate");
    return OptaxSchedules.of(inner.text("schedule"), inner);
  }

  private static Optimizer one(String name, Settings config) {
    return switch (name) {
      case "sgd" -> descent(config);
      case "adam", "adamw" -> adam(config, 0.9, 0.999, 1e-8);
      case "amsgrad" -> new AmsGrad(adam(config, 0.9, 0.999, 1e-8), true);
      case "nadam", "nadamw" -> new NAdam(adam(config, 0.9, 0.999, 1e-8), 0, Dialect.OPTAX);
      case "radam" -> new RAdam(adam(config, 0.9, 0.999, 1e-8));
      case "rmsprop" -> rmsProp(config);
      case "lion" -> new Lion(rate(config), config.number("b1", 0.9), config.number("b2", 0.99));
      case "sign_sgd" -> new SignDescent(rate(config), 0);
      case "signum" -> new SignDescent(rate(config), config.number("beta", 0.9));
      case "adadelta" ->
          new AdaDelta(rate(config), config.number("rho", 0.9), config.number("eps", 1e-6));
      case "adagrad" ->
          new AdaGrad(
              rate(config),
              config.number("initial_accumulator_value", 0.1),
              config.number("eps", 1e-7),
              Dialect.OPTAX);
      default -> relative(name, config);
    };
  }

  /// The rarer ones.
  private static Optimizer relative(String name, Settings config) {
    return switch (name) {
      case "adamax", "adamaxw" ->
          new Adamax(
              rate(config),
              config.number("b1", 0.9),
              config.number("b2", 0.999),
              config.number("eps", 1e-8),
              Dialect.OPTAX);
      case "adabelief" -> {
        double inner = config.number("eps_root", 1e-16);
        Adam adam = new Adam(rate(config), 0.9, 0.999, config.number("eps", 1e-16));
        yield new AdaBelief(adam, inner);
      }
      case "yogi" -> new Yogi(adam(config, 0.9, 0.999, 1e-3), 1e-6);
      case "adan" ->
          new Adan(
              rate(config),
              config.number("b1", 0.98),
              config.number("b2", 0.92),
              config.number("b3", 0.99),
              config.number("eps", 1e-8),
              Dialect.OPTAX);
      case "adopt" ->
          new Adopt(
              rate(config),
              config.number("b1", 0.9),
              config.number("b2", 0.9999),
              config.number("eps", 1e-6));
      case "ademamix" ->
          new AdEMAMix(
              adam(config, 0.9, 0.999, 1e-8),
              config.number("b3", 0.9999),
              config.number("alpha", 5));
      case "simplified_ademamix" ->
          new SimplifiedAdEMAMix(adam(config, 0.99, 0.95, 1e-8), config.number("alpha", 0));
      default -> ofTensors(name, config);
    };
  }

  /// Those that look at whole tensors.
  private static Optimizer ofTensors(String name, Settings config) {
    return switch (name) {
      case "lars" -> lars(config);
      case "lamb" -> new Lamb(adam(config, 0.9, 0.999, 1e-6), decay(config), Dialect.OPTAX);
      case "fromage" -> new Fromage(rate(config));
      case "novograd" ->
          new NovoGrad(
              rate(config),
              config.number("b1", 0.9),
              config.number("b2", 0.25),
              config.number("eps", 1e-6),
              config.number("weight_decay", 0));
      case "muon" -> muon(config);
      case "adafactor" -> adafactor(config);
      case "sm3" ->
          new Sm3(rate(config), config.number("momentum", 0.9), config.number("eps", 1e-8));
      case "rprop" ->
          new Rprop(
              rate(config),
              config.number("eta_minus", 0.5),
              config.number("eta_plus", 1.2),
              config.number("min_step_size", 1e-6),
              config.number("max_step_size", 50),
              Dialect.OPTAX);
      default -> withoutSchedule(name, config);
    };
  }

  /// Those that choose or average the rate by themselves.
  private static Optimizer withoutSchedule(String name, Settings config) {
    return switch (name) {
      case "schedule_free_sgd" ->
          new ScheduleFree(behindDecay(new GradientDescent(rate(config)), config), beta(config));
      case "schedule_free_adamw" -> scheduleFreeAdam(config);
      case "prodigy" -> prodigy(config);
      case "madgrad" -> {
        double beta = config.number("momentum", 0.9);
        Optimizer plain = new Madgrad(rate(config), beta, config.number("eps", 1e-6));
        double lambda = config.number("weight_decay", 0);
        yield plain.decay(new WeightDecay(lambda, WeightDecay.Kind.COUPLED, false));
      }
      case "dog" -> {
        double first = config.value("init_step").path(1).asDouble();
        yield new DistanceOverGradients(rate(config), first);
      }
      case "dowg" -> {
        double epsilon = config.number("eps", 1e-4);
        double first = config.number("init_estim_sq_dist", epsilon);
        yield new WeightedDistanceOverGradients(rate(config), first, epsilon);
      }
      case "cocob" ->
          new Cocob(rate(config), config.number("alpha", 100), config.number("eps", 1e-8));
      case "dadapt_adamw" ->
          new DAdaptAdam(adam(config, 0.9, 0.999, 1e-8), config.number("estim_lr0", 1e-6));
      default -> ToCome.OPTIMIZER.skip(config.owner(), name);
    };
  }

  private static Optimizer scheduleFreeAdam(Settings config) {
    Schedule rate = rate(config);
    double warmup = config.number("warmup_steps", 0);
    if (warmup > 0) {
      double peak = config.number("learning_rate");
      rate = new Ramp(0, peak, Span.NONE, Span.steps(warmup), Curve.LINEAR);
    }
    Adam adam = new Adam(rate, 0, config.number("b2", 0.999), config.number("eps", 1e-8));
    return new ScheduleFree(
        behindDecay(adam, config), beta(config), ScheduleFree.Weighting.LARGEST_NEXT_RATE, 0);
  }

  private static double beta(Settings config) {
    return config.number("b1", 0.9);
  }

  private static Optimizer behindDecay(Optimizer optimizer, Settings config) {
    return config.isOn("weight_decay") ? optimizer.decay(decay(config)) : optimizer;
  }

  private static Optimizer prodigy(Settings config) {
    double beta2 = config.element("betas", 1, 0.999);
    Adam adam =
        new Adam(rate(config), config.element("betas", 0, 0.9), beta2, config.number("eps", 1e-8));
    return new Prodigy(
        adam,
        config.number("beta3", Math.sqrt(beta2)),
        config.number("estim_lr0", 1e-6),
        config.number("weight_decay", 0),
        config.flag("safeguard_warmup"));
  }

  /// The decay is not multiplied by the rate.
  private static Optimizer adafactor(Settings config) {
    boolean isClipped = !config.value("clipping_threshold").isNull();
    Optimizer optimizer =
        new Adafactor(
            rate(config),
            config.number("decay_rate", 0.8),
            config.number("eps", 1e-30),
            config.flag("multiply_by_parameter_scale", true) ? 1e-3 : 0,
            isClipped ? config.number("clipping_threshold", 1) : 0,
            (int) config.number("min_dim_size_to_factor", 128),
            Dialect.OPTAX);
    double lambda = config.number("weight_decay_rate", 0);
    return optimizer.decay(new WeightDecay(lambda, WeightDecay.Kind.INDEPENDENT, false));
  }

  private static Optimizer muon(Settings config) {
    boolean isNesterov = config.flag("nesterov", true);
    double rms = config.number("consistent_rms", 0.2);
    if (rms != 0.2) {
      throw new AssertionError(
          "golden %s: expected 0.2, but got %s".formatted(config.owner(), rms));
    }
    Schedule rate = rate(config);
    Muon muon =
        new Muon(
            rate,
            config.number("beta", 0.95),
            isNesterov,
            config.has("consistent_rms") ? Muon.Scale.LIKE_ADAM : Muon.Scale.ORIGINAL,
            Dialect.OPTAX,
            false);
    Adam adam = new Adam(rate, 0.9, 0.999, 1e-8);
    Optimizer others = isNesterov ? new NAdam(adam, 0, Dialect.OPTAX) : adam;
    var adamsDecay =
        new WeightDecay(config.number("adam_weight_decay", 0), WeightDecay.Kind.DECOUPLED, false);
    double usual = config.number("learning_rate");
    double ratio = config.number("adam_learning_rate", usual) / usual;
    return new ByRole(muon.decay(decay(config)), others.decay(adamsDecay), ratio);
  }

  private static Optimizer descent(Settings config) {
    Schedule rate = rate(config);
    boolean isNesterov = config.flag("nesterov");
    return config.has("momentum")
        ? new Momentum(rate, config.number("momentum"), isNesterov, Dialect.OPTAX)
        : new GradientDescent(rate);
  }

  private static Adam adam(Settings config, double beta1, double beta2, double epsilon) {
    boolean isRoot = config.isOn("eps_root");
    double outside = config.number("eps", epsilon);
    if (isRoot && outside != 0) {
      throw new AssertionError(
          "golden %s: expected eps or eps_root, but got both".formatted(config.owner()));
    }
    return new Adam(
        rate(config),
        config.number("b1", beta1),
        config.number("b2", beta2),
        isRoot ? config.number("eps_root") : outside,
        isRoot ? Epsilon.ROOT : Epsilon.OUTSIDE);
  }

  private static Optimizer rmsProp(Settings config) {
    Optimizer optimizer =
        new RmsProp(
            rate(config),
            config.number("decay", 0.9),
            config.number("eps", 1e-8),
            config.flag("eps_in_sqrt", true) ? Dialect.OPTAX : Dialect.PYTORCH,
            config.flag("centered"),
            config.flag("bias_correction"),
            config.number("initial_scale", 0));
    boolean isNesterov = config.flag("nesterov");
    return config.has("momentum")
        ? optimizer.scaled().after(new Trace(config.number("momentum"), isNesterov))
        : optimizer;
  }

  private static Optimizer lars(Settings config) {
    TrustRatio trust =
        new TrustRatio(
            config.number("trust_coefficient", 0.001),
            config.number("eps", 0),
            config.text("trust_ratio_mask").equals("matrices"));
    Trace momentum = new Trace(config.number("momentum", 0.9), config.flag("nesterov"));
    return new Lars(rate(config), decay(config), trust, momentum);
  }
}
