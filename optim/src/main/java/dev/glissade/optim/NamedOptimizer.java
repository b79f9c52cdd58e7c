package dev.glissade.optim;

import static dev.glissade.optim.OptimizerSettings.Setting.BETA;
import static dev.glissade.optim.OptimizerSettings.Setting.BETA1;
import static dev.glissade.optim.OptimizerSettings.Setting.BETA2;
import static dev.glissade.optim.OptimizerSettings.Setting.EPSILON;
import static dev.glissade.optim.OptimizerSettings.Setting.WEIGHT_DECAY;

import dev.glissade.optim.OptimizerSettings.Setting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The optimisers that have a name in settings: what they read, what is usual, and how they are
/// made.
public enum NamedOptimizer {
  GRADIENT_DESCENT(Usual.of(0.1), s -> new GradientDescent(s.rate())),
  MOMENTUM(Usual.of(0.1), s -> new Momentum(s.rate(), s.beta(), false, s.dialect()), BETA),
  NESTEROV(Usual.of(0.1), s -> new Momentum(s.rate(), s.beta(), true, s.dialect()), BETA),
  RMSPROP(
      Usual.of(0.001),
      s -> new RmsProp(s.rate(), s.beta(), s.epsilon(), s.dialect()),
      BETA,
      EPSILON),
  ADAM(Usual.of(0.001), OptimizerSettings::adam, BETA1, BETA2, EPSILON),
  ADAMW(
      Usual.of(0.001),
      s -> new AdamW(s.adam(), s.weightDecay(), true),
      BETA1,
      BETA2,
      EPSILON,
      WEIGHT_DECAY),
  CAUTIOUS_ADAMW(
      Usual.of(0.001),
      s -> new Cautious(s.adam()).decay(s.decay()),
      BETA1,
      BETA2,
      EPSILON,
      WEIGHT_DECAY),
  ADAGRAD(Usual.of(0.01).epsilon(1e-10), Makers::adaGrad, EPSILON),
  ADADELTA(
      Usual.of(1).epsilon(1e-6), s -> new AdaDelta(s.rate(), s.beta(), s.epsilon()), BETA, EPSILON),
  ADAMAX(Usual.of(0.001), Makers::adamax, BETA1, BETA2, EPSILON),
  NADAM(Usual.of(0.001), Makers::nadam, BETA1, BETA2, EPSILON),
  RADAM(Usual.of(0.001), Makers::radam, BETA1, BETA2, EPSILON),
  AMSGRAD(
      Usual.of(0.001),
      s -> new AmsGrad(s.adam(), s.dialect() == Dialect.OPTAX),
      BETA1,
      BETA2,
      EPSILON),
  ADABELIEF(Usual.of(0.001).epsilon(1e-16), Makers::adaBelief, BETA1, BETA2, EPSILON),
  YOGI(
      Usual.of(0.01).epsilon(1e-3),
      s -> new Yogi(s.plainAdam(), Yogi.of(1).initial()),
      BETA1,
      BETA2,
      EPSILON),
  ADAN(Usual.of(0.001).beta1(0.98).beta2(0.99), Makers::adan, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
  ADOPT(
      Usual.of(0.001).beta2(0.9999).epsilon(1e-6),
      s -> new Adopt(s.rate(), s.beta1(), s.beta2(), s.epsilon()),
      BETA1,
      BETA2,
      EPSILON),
  ADEMAMIX(Usual.of(0.001), Makers::ademamix, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
  LION(
      Usual.of(1e-4).beta2(0.99),
      s -> new Lion(s.rate(), s.beta1(), s.beta2()).decay(s.decay()),
      BETA1,
      BETA2,
      WEIGHT_DECAY),
  SIGNUM(Usual.of(1e-3), s -> new SignDescent(s.rate(), s.beta()), BETA),
  SOPHIA(
      Usual.of(1e-3).beta1(0.965).beta2(0.99), Makers::sophia, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
  SOAP(
      Usual.of(0.003).beta1(0.95).beta2(0.95),
      s -> new Soap(s.adam(), 10, 256).decay(s.decay()),
      BETA1,
      BETA2,
      EPSILON,
      WEIGHT_DECAY),
  LARS(Usual.of(1), Makers::lars, BETA, WEIGHT_DECAY),
  LAMB(
      Usual.of(0.001).epsilon(1e-6),
      s -> new Lamb(s.plainAdam(), s.decay(), s.dialect()),
      BETA1,
      BETA2,
      EPSILON,
      WEIGHT_DECAY),
  NOVOGRAD(Usual.of(0.001).beta2(0.25).epsilon(1e-6), Makers::novoGrad, BETA1, BETA2, EPSILON),
  MUON(Usual.of(0.005).beta(0.95), Makers::muon, BETA, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
  NORMUON(Usual.of(0.005).beta(0.95), Makers::norMuon, BETA, BETA1, BETA2, EPSILON, WEIGHT_DECAY),
  ADAFACTOR(Usual.of(0.01).epsilon(1e-30), Makers::adafactor, EPSILON),
  SM3(Usual.of(0.1), s -> new Sm3(s.rate(), s.beta(), s.epsilon()), BETA, EPSILON),
  MADGRAD(
      Usual.of(0.01).epsilon(1e-6),
      s -> new Madgrad(s.rate(), s.beta(), s.epsilon()),
      BETA,
      EPSILON),
  FTRL(Usual.of(0.1), s -> new Ftrl(s.rate(), 0.1, 0, 0, 0, 0)),
  RPROP(Usual.of(1e-3), s -> new Rprop(s.rate(), 0.5, 1.2, 1e-6, 50, s.dialect())),
  ASGD(Usual.of(0.1), s -> new AveragedDescent(s.rate(), 1e-4, 0.75, 1e6)),
  FROMAGE(Usual.of(0.01), s -> new Fromage(s.rate())),
  PRODIGY(Usual.of(1), Makers::prodigy, BETA1, BETA2, EPSILON),
  D_ADAPT(Usual.of(1), s -> new DAdaptAdam(s.plainAdam(), 1e-6), BETA1, BETA2, EPSILON),
  DOG(Usual.of(1), s -> new DistanceOverGradients(s.rate(), 1e-4)),
  DOWG(Usual.of(1), s -> new WeightedDistanceOverGradients(s.rate(), 1e-4, 1e-4)),
  COCOB(Usual.of(1), s -> new Cocob(s.rate(), 100, 1e-8)),
  SCHEDULE_FREE(Usual.of(1), s -> new ScheduleFree(new GradientDescent(s.rate()), s.beta()), BETA),
  SCHEDULE_FREE_ADAM(Usual.of(0.0025), Makers::scheduleFreeAdam, BETA, BETA2, EPSILON),
  SAM(Usual.of(0.1), s -> SharpnessAware.of(Makers.momentum(s)), BETA),
  ASAM(Usual.of(0.1), s -> new SharpnessAware(Makers.momentum(s), 0.5, true), BETA),
  LOOKAHEAD(Usual.of(0.001), s -> Lookahead.of(s.adam()), BETA1, BETA2, EPSILON),
  L_BFGS(Usual.of(1), s -> new Lbfgs(s.rate(), 10, 12));

  private final Usual usual;
  private final Function<OptimizerSettings, Optimizer> maker;
  private final Set<Setting> reads = EnumSet.noneOf(Setting.class);

  NamedOptimizer(Usual usual, Function<OptimizerSettings, Optimizer> maker, Setting... reads) {
    this.usual = usual;
    this.maker = maker;
    this.reads.addAll(Arrays.asList(reads));
  }

  /// The numbers that are used where nothing else is said.
  public record Usual(
      double learningRate, double beta, double beta1, double beta2, double epsilon) {
    static Usual of(double learningRate) {
      return new Usual(learningRate, 0.9, 0.9, 0.999, 1e-8);
    }

    Usual beta(double other) {
      return new Usual(learningRate, other, beta1, beta2, epsilon);
    }

    Usual beta1(double other) {
      return new Usual(learningRate, beta, other, beta2, epsilon);
    }

    Usual beta2(double other) {
      return new Usual(learningRate, beta, beta1, other, epsilon);
    }

    Usual epsilon(double other) {
      return new Usual(learningRate, beta, beta1, beta2, other);
    }

    /// As settings, with a constant rate.
    public OptimizerSettings settings(double weightDecay, Dialect dialect) {
      Schedule rate = Schedule.constant(learningRate);
      return new OptimizerSettings(rate, beta, beta1, beta2, epsilon, weightDecay, dialect);
    }
  }

  /// The name in settings, for example `gradient-descent`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The optimiser of a name.
  public static Optional<NamedOptimizer> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  /// The numbers that are usual.
  public Usual usual() {
    return usual;
  }

  /// What is read beside the learning rate and the dialect.
  public Set<Setting> reads() {
    return Set.copyOf(reads);
  }

  /// The names of all settings that are read.
  public List<String> labelsOfReads() {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("learning-rate"), reads.stream().map(Setting::label))
        .toList();
  }

  /// The optimiser with these settings; those that it does not read make no difference.
  public Optimizer of(OptimizerSettings settings) {
    return maker.apply(settings);
  }
}
