package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every optimiser keeps: it solves a parabola and gets down Rosenbrock's valley.
class TransformContractTest {
  static Stream<Optimizer> optimizers() {
    return Stream.of(
        GradientDescent.of().learningRate(1e-3),
        Momentum.of().learningRate(1e-3),
        new Momentum(Schedule.constant(1e-4), 0.9, false, Dialect.PYTORCH),
        new Momentum(Schedule.constant(1e-4), 0.9, true, Dialect.PYTORCH),
        RmsProp.of().learningRate(1e-3),
        new RmsProp(Schedule.constant(1e-3), 0.9, 1e-8, Dialect.PYTORCH),
        Adam.of().learningRate(1e-2),
        new AdamW(Adam.of().learningRate(1e-2), 1e-4, true),
        Adam.of().learningRate(1e-2).clipNorm(1));
  }

  static Stream<Optimizer> relativesOfAdam() {
    return Stream.of(
        new Adam(Schedule.constant(1e-2), 0.9, 0.999, 1e-8, Epsilon.HAT),
        new Adam(Schedule.constant(1e-2), 0.9, 0.999, 1e-8, Epsilon.ROOT),
        new AmsGrad(Adam.of().learningRate(1e-2), false),
        new AmsGrad(Adam.of().learningRate(1e-1), true),
        Adamax.of(1e-2),
        NAdam.of(1e-2),
        new NAdam(Adam.of().learningRate(1e-2), 1, Dialect.KERAS),
        new NAdam(Adam.of().learningRate(1e-2), 0, Dialect.OPTAX),
        RAdam.of(1e-3),
        AdaBelief.of(1e-2),
        Yogi.of(1e-2),
        Adan.of(1e-2),
        Adopt.of(3e-2),
        new AdEMAMix(Adam.of().learningRate(1e-3), 0.99, 2),
        SimplifiedAdEMAMix.of(1e-4),
        Lion.of(1e-3),
        SignDescent.of(1e-3),
        new SignDescent(Schedule.constant(1e-3), 0.9));
  }

  static Stream<Optimizer> others() {
    return Stream.of(
        new Momentum(Schedule.constant(1e-4), 0.9, true, Dialect.KERAS),
        DampenedMomentum.of(1e-4),
        new CorrectedMomentum(Schedule.constant(1e-3), 0.9),
        RmsProp.of().learningRate(1e-3).centered(),
        RmsProp.of().learningRate(1e-4).after(new Trace(0.9, true)),
        AdaGrad.of(0.5),
        AdaDelta.of(0.5),
        Madgrad.of(1e-3),
        new Adafactor(Schedule.constant(1e-3), 0.8, 1e-30, 0, 1, 2, Dialect.OPTAX),
        Ftrl.of(0.5),
        Rprop.of(1e-3),
        new AveragedDescent(Schedule.constant(1e-3), 0, 0, 0),
        NovoGrad.of(1e-3),
        new ScheduleFree(GradientDescent.of().learningRate(2e-3), 0.5),
        ScheduleFree.ofAdam(1e-2),
        new Prodigy(Adam.of().learningRate(0.1), 0.999, 1e-3, 0, false),
        DistanceOverGradients.of(1e-2),
        new WeightedDistanceOverGradients(Schedule.constant(1), 1e-2, 1e-4),
        new DAdaptAdam(Adam.of().learningRate(0.1), 1e-3),
        new Cocob(Schedule.constant(1), 10, 1e-8),
        Sm3.of(0.1),
        SharpnessAware.of(Adam.of().learningRate(1e-2)),
        new SharpnessAware(Adam.of().learningRate(1e-2), 1e-3, true),
        Lookahead.of(Adam.of().learningRate(2e-2)),
        new Cautious(Adam.of().learningRate(1e-2)),
        Lbfgs.of(),
        new Sophia(Schedule.constant(1e-2), 0.9, 0.99, 0.1, 1e-8, 2),
        new Partition(
            List.of(Partition.Part.named("it", "weight", Adam.of())),
            GradientDescent.of().learningRate(1e-2)),
        new Averaged(Adam.of().learningRate(1e-2), WeightAverage.exponential(0.9)),
        GradientDescent.of()
            .learningRate(1e-3)
            .before(Transforms.clipValue(10))
            .before(Transforms.clipEach(20))
            .before(Transforms.skipNonFinite())
            .decay(new WeightDecay(1e-6, WeightDecay.Kind.INDEPENDENT, true)));
  }

  /// Those whose steps are as long as the parameters, so that they do not get past 0.
  static Stream<Optimizer> relativeToTheParameters() {
    return Stream.of(
        new Lars(
            Schedule.constant(0.1),
            new WeightDecay(0, WeightDecay.Kind.COUPLED, true),
            new TrustRatio(0.001, 0, false),
            new Trace(0.9, false)),
        Lamb.of(1e-3),
        Fromage.of(1e-3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"optimizers", "relativesOfAdam", "others", "relativeToTheParameters"})
  void itSolvesAParabola(Optimizer optimizer) {
    try (Rig rig = new Rig(optimizer, x -> x.minus(2).square().sum(), 1.5, 2.5, 2)) {
      for (int i = 0; i < 4_000; i++) {
        rig.step();
      }
      for (double x : rig.inDouble()) {
        assertEquals(2, x, 5e-3);
      }
      for (float x : rig.inFloat()) {
        assertEquals(2, x, 5e-3);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"optimizers", "relativesOfAdam", "others"})
  void itGetsDownRosenbrocksValley(Optimizer optimizer) {
    try (Rig rig = new Rig(optimizer, TransformContractTest::rosenbrock, -1.2, 1)) {
      for (int i = 0; i < 6_000; i++) {
        rig.stepInFloat();
      }
      double x = rig.inFloat()[0];
      double y = rig.inFloat()[1];
      double cost = Math.pow(1 - x, 2) + 100 * Math.pow(y - x * x, 2);
      assertTrue(cost < 0.5, "cost " + cost + " at " + x + ", " + y);
      assertTrue(x > 0.3, "at " + x + ", " + y);
    }
  }

  private static Tensor rosenbrock(Tensor p) {
    Tensor x = p.slice(0, 0, 1);
    Tensor y = p.slice(0, 1, 2);
    return x.subtractedFrom(1).square().plus(y.minus(x.square()).square().times(100)).sum();
  }
}
