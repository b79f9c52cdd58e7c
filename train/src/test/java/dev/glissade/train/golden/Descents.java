package dev.glissade.train.golden;

import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.Dialect;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Optimisers as the textbook, torch, Optax and Keras name and set them.
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

  /// torch's class; `isMatrixOnly` leaves vectors without decay.
  static Descent torch(String kind, Settings config, boolean isMatrixOnly, Settings decay) {
    Descent descent =
        switch (kind) {
          case "SGD" -> torchDescent(config, isMatrixOnly, decay);
          case "RMSprop" -> torchRmsProp(config, isMatrixOnly, decay);
          case "Adam" -> coupled(torchAdam(config, decay), config, isMatrixOnly);
          case "AdamW" -> {
            double weightDecay = config.number("weight_decay", 0.01);
            yield Descent.of(new AdamW(torchAdam(config, decay), weightDecay, isMatrixOnly));
          }
          default -> ToCome.OPTIMIZER.skip(config.owner(), kind.toLowerCase(Locale.ROOT));
        };
    config.requireAllRead();
    return descent;
  }

  private static Descent coupled(Optimizer optimizer, Settings config, boolean isMatrixOnly) {
    return new Descent(optimizer, config.number("weight_decay", 0), !isMatrixOnly);
  }

  private static Descent torchDescent(Settings config, boolean isMatrixOnly, Settings decay) {
    Schedule rate = Schedules.decayed(config.number("lr"), decay);
    skipIf(config.isOn("maximize"), config, "ascent");
    skipIf(config.isOn("dampening"), config, "momentum with dampening");
    double momentum = config.number("momentum", 0);
    boolean isNesterov = config.flag("nesterov");
    Optimizer optimizer =
        momentum == 0
            ? new GradientDescent(rate)
            : new Momentum(rate, momentum, isNesterov, Dialect.PYTORCH);
    return coupled(optimizer, config, isMatrixOnly);
  }

  private static Descent torchRmsProp(Settings config, boolean isMatrixOnly, Settings decay) {
    skipIf(config.isOn("centered"), config, "centred RMSProp");
    skipIf(config.isOn("momentum"), config, "RMSProp with momentum");
    Optimizer optimizer =
        new RmsProp(
            Schedules.decayed(config.number("lr"), decay),
            config.number("alpha", 0.99),
            config.number("eps", 1e-8),
            Dialect.PYTORCH);
    return coupled(optimizer, config, isMatrixOnly);
  }

  private static Adam torchAdam(Settings config, Settings decay) {
    skipIf(config.isOn("amsgrad"), config, "AMSGrad");
    skipIf(config.isOn("maximize"), config, "ascent");
    return new Adam(
        Schedules.decayed(config.number("lr"), decay),
        config.element("betas", 0, 0.9),
        config.element("betas", 1, 0.999),
        config.number("eps", 1e-8));
  }

  /// Optax' chain of transformations.
  static Descent optax(Settings config) {
    skipIf(config.isOn("multi_steps"), config, "accumulation of gradients");
    skipIf(config.has("params_average"), config, "averages of parameters");
    List<JsonNode> chain = new ArrayList<>(config.value("chain").valueStream().toList());
    config.requireAllRead();
    JsonNode first = chain.getFirst();
    if (first.path(0).asString().equals("clip_by_global_norm")) {
      double limit = first.path(1).path("max_norm").asDouble();
      return Descent.of(optaxChain(config.owner(), chain.subList(1, chain.size())).clipNorm(limit));
    }
    return Descent.of(optaxChain(config.owner(), chain));
  }

  private static Optimizer optaxChain(String owner, List<JsonNode> chain) {
    String name = chain.getFirst().path(0).asString();
    Settings config = new Settings(owner, chain.getFirst().path(1));
    if (name.equals("ema") && chain.size() == 2) {
      skipIf(config.flag("debias", true), config, "momentum with bias correction");
      Settings last = new Settings(owner, chain.get(1).path(1));
      return new Momentum(optaxRate(last), config.number("decay"), false, Dialect.TEXTBOOK);
    }
    Optimizer optimizer =
        switch (name) {
          case "sgd" -> optaxDescent(config);
          case "adam" -> optaxAdam(config);
          case "adamw" -> optaxAdamW(config);
          case "rmsprop" -> optaxRmsProp(config);
          default -> ToCome.OPTIMIZER.skip(owner, name);
        };
    config.requireAllRead();
    if (chain.size() > 1) {
      throw new AssertionError(
          "golden %s: expected one optimiser, but got %s".formatted(owner, chain));
    }
    return optimizer;
  }

  private static Schedule optaxRate(Settings config) {
    Settings inner = config.child("learning_rate");
    return config.value("learning_rate").isObject()
        ? OptaxSchedules.of(inner.text("schedule"), inner)
        : Schedule.constant(config.number("learning_rate"));
  }

  private static Optimizer optaxDescent(Settings config) {
    Schedule rate = optaxRate(config);
    boolean isNesterov = config.flag("nesterov");
    return config.has("momentum")
        ? new Momentum(rate, config.number("momentum"), isNesterov, Dialect.PYTORCH)
        : new GradientDescent(rate);
  }

  private static Adam optaxAdam(Settings config) {
    skipIf(config.isOn("eps_root"), config, "epsilon inside of Adam's root");
    skipIf(config.isOn("nesterov"), config, "Nesterov's momentum in Adam");
    return new Adam(
        optaxRate(config),
        config.number("b1", 0.9),
        config.number("b2", 0.999),
        config.number("eps", 1e-8));
  }

  private static Optimizer optaxAdamW(Settings config) {
    boolean isMatrixOnly = config.text("mask").equals("matrices");
    return new AdamW(optaxAdam(config), config.number("weight_decay", 1e-4), isMatrixOnly);
  }

  private static Optimizer optaxRmsProp(Settings config) {
    skipIf(config.isOn("centered"), config, "centred RMSProp");
    skipIf(config.isOn("initial_scale"), config, "RMSProp with a first scale");
    skipIf(config.isOn("momentum"), config, "RMSProp with momentum");
    skipIf(config.isOn("bias_correction"), config, "RMSProp with bias correction");
    return new RmsProp(
        optaxRate(config),
        config.number("decay", 0.9),
        config.number("eps", 1e-8),
        config.flag("eps_in_sqrt", true) ? Dialect.TEXTBOOK : Dialect.PYTORCH);
  }

  /// Keras' class. What is missing here is missing for any of its optimisers.
  static Descent keras(String kind, Settings config) {
    skipIf(config.isOn("gradient_accumulation_steps"), config, "accumulation of gradients");
    skipIf(config.isOn("use_ema"), config, "averages of parameters");
    skipIf(config.has("clipvalue"), config, "clipping by value");
    skipIf(config.has("clipnorm"), config, "clipping each tensor");
    skipIf(config.isOn("amsgrad"), config, "AMSGrad");
    Optimizer optimizer =
        switch (kind) {
          case "SGD" -> kerasDescent(config);
          case "RMSprop" -> kerasRmsProp(config);
          // Keras' Adam leaves the average that epsilon is added to uncorrected.
          case "Adam", "AdamW" -> ToCome.SETTING.skip(config.owner(), "Keras' dialect");
          default -> ToCome.OPTIMIZER.skip(config.owner(), kind.toLowerCase(Locale.ROOT));
        };
    boolean isClipped = config.has("global_clipnorm");
    Descent descent =
        Descent.of(isClipped ? optimizer.clipNorm(config.number("global_clipnorm")) : optimizer);
    config.requireAllRead();
    return descent;
  }

  private static Optimizer kerasDescent(Settings config) {
    skipIf(config.isOn("weight_decay"), config, "decoupled decay without Adam");
    double momentum = config.number("momentum", 0);
    boolean isNesterov = config.flag("nesterov");
    boolean isScheduled = config.value("learning_rate").isObject();
    // The learning rate is inside of Keras' velocity, which only shows if it changes.
    skipIf(isScheduled, config, "Keras' dialect");
    Schedule rate = Schedule.constant(config.number("learning_rate", 0.01));
    return momentum == 0
        ? new GradientDescent(rate)
        : new Momentum(rate, momentum, isNesterov, Dialect.PYTORCH);
  }

  private static Optimizer kerasRmsProp(Settings config) {
    skipIf(config.isOn("weight_decay"), config, "decoupled decay without Adam");
    skipIf(config.isOn("centered"), config, "centred RMSProp");
    skipIf(config.isOn("momentum"), config, "RMSProp with momentum");
    return new RmsProp(
        Schedule.constant(config.number("learning_rate", 0.001)),
        config.number("rho", 0.9),
        config.number("epsilon", 1e-7),
        Dialect.TEXTBOOK);
  }

  private static void skipIf(boolean isNeeded, Settings config, String setting) {
    if (isNeeded) {
      ToCome.SETTING.skip(config.owner(), setting);
    }
  }
}
