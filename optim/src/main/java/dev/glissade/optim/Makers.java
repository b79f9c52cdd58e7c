package dev.glissade.optim;

/// How some named optimisers are made of settings, where that takes more than a line.
final class Makers {
  private Makers() {}

  static Momentum momentum(OptimizerSettings s) {
    return new Momentum(s.rate(), s.beta(), false, s.dialect());
  }

  /// Keras and Optax begin with squares of 0.1, DL4J with ε.
  static Optimizer adaGrad(OptimizerSettings s) {
    double initial =
        switch (s.dialect()) {
          case KERAS, OPTAX -> 0.1;
          case DL4J -> s.epsilon();
          case TEXTBOOK, PYTORCH, DJL -> 0;
        };
    return new AdaGrad(s.rate(), initial, s.epsilon(), s.dialect());
  }

  /// DL4J does without ε but for 1e-32.
  static Optimizer adamax(OptimizerSettings s) {
    double epsilon = s.dialect() == Dialect.DL4J ? 1e-32 : s.epsilon();
    return new Adamax(s.rate(), s.beta1(), s.beta2(), epsilon, s.dialect());
  }

  static Optimizer nadam(OptimizerSettings s) {
    double decay = s.dialect() == Dialect.KERAS ? 1 : NAdam.of(1).momentumDecay();
    return new NAdam(s.plainAdam(), decay, s.dialect());
  }

  static Optimizer radam(OptimizerSettings s) {
    Epsilon place = s.dialect() == Dialect.PYTORCH ? Epsilon.HAT : Epsilon.OUTSIDE;
    return new RAdam(s.adam().with(place));
  }

  /// DL4J adds the one ε it has to the squares too, and has Adam's as "epsilon hat".
  static Optimizer adaBelief(OptimizerSettings s) {
    return s.dialect() == Dialect.DL4J
        ? new AdaBelief(s.adam(), s.epsilon())
        : new AdaBelief(s.plainAdam(), AdaBelief.of(1).inner());
  }

  static Optimizer adan(OptimizerSettings s) {
    return new Adan(s.rate(), s.beta1(), 0.92, s.beta2(), s.epsilon(), s.dialect())
        .decay(s.decay());
  }

  /// The slow average looks back over ten times as many steps as `beta2`; α is 2, since the
  /// authors' 5 wants a warm-up.
  static Optimizer ademamix(OptimizerSettings s) {
    double beta3 = 1 - (1 - s.beta2()) / 10;
    return new AdEMAMix(s.plainAdam(), beta3, 2).decay(s.decay());
  }

  static Optimizer sophia(OptimizerSettings s) {
    return new Sophia(s.rate(), s.beta1(), s.beta2(), 0.01, s.epsilon(), 10).decay(s.decay());
  }

  static Optimizer lars(OptimizerSettings s) {
    Lars usual = Lars.of(1);
    return new Lars(
        s.rate(), s.decay(WeightDecay.Kind.COUPLED), usual.trust(), new Trace(s.beta(), false));
  }

  static Optimizer novoGrad(OptimizerSettings s) {
    return new NovoGrad(s.rate(), s.beta1(), s.beta2(), s.epsilon(), 0);
  }

  /// Changes of weights about as long as Adam's, so that both can share the rate.
  static Optimizer muon(OptimizerSettings s) {
    return new ByRole(plainMuon(s).decay(s.decay()), s.adam(), 1);
  }

  static Optimizer norMuon(OptimizerSettings s) {
    Muon muon = plainMuon(s).with(Muon.Iteration.POLAR_EXPRESS);
    return new ByRole(new NorMuon(muon, 0.95, 1e-8).decay(s.decay()), s.adam(), 1);
  }

  private static Muon plainMuon(OptimizerSettings s) {
    return new Muon(s.rate(), s.beta(), true, Muon.Scale.LIKE_ADAM, s.dialect(), false);
  }

  static Optimizer adafactor(OptimizerSettings s) {
    return new Adafactor(s.rate(), 0.8, s.epsilon(), 1e-3, 1, 2, s.dialect());
  }

  static Optimizer prodigy(OptimizerSettings s) {
    return new Prodigy(s.plainAdam(), Math.sqrt(s.beta2()), 1e-6, 0, false);
  }

  static Optimizer scheduleFreeAdam(OptimizerSettings s) {
    Adam adam = new Adam(s.rate(), 0, s.beta2(), s.epsilon());
    ScheduleFree.Weighting weighting =
        switch (s.dialect()) {
          case KERAS -> ScheduleFree.Weighting.EQUAL;
          case OPTAX -> ScheduleFree.Weighting.LARGEST_NEXT_RATE;
          case TEXTBOOK, PYTORCH, DL4J, DJL -> ScheduleFree.Weighting.LARGEST_RATE;
        };
    return new ScheduleFree(adam, s.beta(), weighting, 0);
  }
}
