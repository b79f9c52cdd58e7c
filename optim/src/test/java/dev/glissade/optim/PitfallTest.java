package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What people get wrong about optimisers and schedules, and that it cannot go wrong here: each
/// method is one known pitfall, with an issue of some framework where there is one.
class PitfallTest {
  private static final double RATE = 0.1;
  private static final int STEPS = 12;

  private static double[] first(Optimizer optimizer) {
    return Trajectory.of(optimizer, STEPS).first();
  }

  private static double distance(Optimizer a, Optimizer b) {
    return Trajectory.of(a, STEPS).distance(Trajectory.of(b, STEPS));
  }

  private static Schedule rate() {
    return Schedule.constant(RATE);
  }

  private static Clock at(long step) {
    return Clock.start(10, 10).movedTo(step);
  }

  /// tensorflow#35102, pytorch#22628, optax#1389.
  @Test
  void formula1WhereEpsilonStandsIsSaidAndChangesTheResult() {
    Adam adam = new Adam(rate(), 0.9, 0.999, 1e-2);
    assertTrue(distance(adam, adam.with(Epsilon.HAT)) > 1e-2);
    assertTrue(distance(adam, adam.with(Epsilon.ROOT)) > 1e-2);
    // Inside the root 1e-8 is a floor like 1e-4 outside.
    double[] inside = first(new RmsProp(rate(), 0.9, 1e-8, Dialect.TEXTBOOK));
    double[] outside = first(new RmsProp(rate(), 0.9, 1e-8, Dialect.PYTORCH));
    assertNotEquals(inside[1], outside[1]);
  }

  @Test
  void formula2MomentumOfAnotherFrameworkIsTenTimesAsFast() {
    double textbook = first(new Momentum(rate(), 0.9, false, Dialect.TEXTBOOK))[1];
    double pytorch = first(new Momentum(rate(), 0.9, false, Dialect.PYTORCH))[1];
    assertEquals(10 * (1 - textbook), 1 - pytorch, 1e-14);
  }

  /// pytorch#1402, pytorch#115935.
  @Test
  void formula3DecayIsDecoupledInAdamWAndLeavesBiasesAlone() {
    Adam adam = Adam.of().learningRate(rate());
    WeightDecay coupled = new WeightDecay(0.1, WeightDecay.Kind.COUPLED, true);
    assertTrue(distance(adam.decay(coupled), new AdamW(adam, 0.1, true)) > 1e-2);
    assertTrue(AdamW.of().isWeightsOnly());
    try (Rig decayed = new Rig(new AdamW(adam, 0.1, true), "bias", x -> x.square().sum(), 1);
        Rig plain = new Rig(adam, "bias", x -> x.square().sum(), 1)) {
      decayed.step();
      plain.step();
      assertArrayEquals(plain.inDouble(), decayed.inDouble(), 0);
    }
  }

  @Test
  void formula4WarmRestartsChangeTheDecayThatIsTimesTheRateOnly() {
    Schedule falling = Schedule.warmRestarts(RATE, 0, Span.steps(4), 1);
    Optimizer silent = new GradientDescent(falling).before((g, _) -> g.times(0));
    double[] times = first(silent.decay(new WeightDecay(0.1, WeightDecay.Kind.DECOUPLED, true)));
    double[] alone = first(silent.decay(new WeightDecay(0.1, WeightDecay.Kind.INDEPENDENT, true)));
    for (int step = 1; step <= STEPS; step++) {
      double now = falling.at(at(step - 1));
      assertEquals(times[step - 1] * (1 - now * 0.1), times[step], 1e-15);
      assertEquals(alone[step - 1] * (1 - 0.1), alone[step], 1e-15);
    }
  }

  /// pytorch#142323.
  @Test
  void formula7AmsGradAndNadamAndRadamMeanSeveralThings() {
    Adam adam = new Adam(rate(), 0.9, 0.99, 1e-3);
    assertTrue(distance(new AmsGrad(adam, true), new AmsGrad(adam, false)) > 1e-3);
    List<Dialect> three = List.of(Dialect.PYTORCH, Dialect.KERAS, Dialect.OPTAX);
    for (Dialect a : three) {
      for (Dialect b : three) {
        boolean isSame =
            Conventions.of(NamedOptimizer.NADAM, a).equals(Conventions.of(NamedOptimizer.NADAM, b));
        assertEquals(a == b, isSame);
      }
    }
    assertTrue(distance(new RAdam(adam), new RAdam(adam.with(Epsilon.HAT))) > 1e-6);
  }

  @Test
  void formula8RatesOfMuonDependOnItsScale() {
    Muon original = Muon.of(RATE);
    Muon likeAdam = new Muon(rate(), 0.95, true, Muon.Scale.LIKE_ADAM, Dialect.TEXTBOOK, false);
    double[] far = first(new ByRole(original, Adam.of(), 1));
    double[] near = first(new ByRole(likeAdam, Adam.of(), 1));
    // The matrix is [2, 3]: √(3 / 2) against 0.2 √3.
    assertEquals(Math.sqrt(1.5) / (0.2 * Math.sqrt(3)), (1 - far[1]) / (1 - near[1]), 1e-12);
  }

  @Test
  void schedule1TheRateOfAStepIsAFunctionOfItsNumberOnly() {
    Schedule cosine = Schedule.cosine(RATE, 0).warmup(Span.steps(3));
    double later = cosine.at(at(7));
    for (int i = 0; i < 5; i++) {
      cosine.at(at(i));
    }
    assertEquals(later, cosine.at(at(7)), 0);
    assertEquals(cosine, Schedule.cosine(RATE, 0).warmup(Span.steps(3)));
  }

  /// CodefyUI#244, flair#2954.
  @Test
  void schedule3UnitsArePartOfALength() {
    Clock clock = at(20);
    assertEquals(20, Span.epochs(2).inSteps(clock));
    assertEquals(2, Span.steps(2).inSteps(clock));
    assertEquals(100, Span.share(1).inSteps(clock));
  }

  /// OneTrainer#1604.
  @Test
  void schedule4ALongerPlanMeansWhatIsChosen() {
    Schedule cosine = Schedule.cosine(RATE, 0);
    Clock longer = new Clock(100, 10, 0, 0, 10, 20);
    double last = cosine.at(at(99));
    assertEquals(last, cosine.extendedAt(10, 20, Schedule.Extension.HOLD).at(longer), 1e-15);
    assertEquals(RATE, cosine.extendedAt(10, 20, Schedule.Extension.APPEND).at(longer), 1e-15);
    assertEquals(RATE / 2, cosine.extendedAt(10, 20, Schedule.Extension.STRETCH).at(longer), 1e-15);
  }

  /// pytorch#38170: a share of the plan needs no number of steps.
  @Test
  void schedule5ShapesFollowThePlanHoweverLongItIs() {
    Schedule cosine = Schedule.cosine(RATE, 0);
    for (long perEpoch : new long[] {1, 7, 1000}) {
      Clock middle = Clock.start(perEpoch, 4).movedTo(2 * perEpoch);
      assertEquals(RATE / 2, cosine.at(middle), 1e-15);
    }
  }

  @Test
  void schedule8AWarmupMovesInItsFirstStepAndEndsAtItsLength() {
    Schedule warm = rate().warmup(Span.steps(4));
    assertEquals(RATE / 4, warm.at(at(0)), 1e-16);
    assertEquals(RATE, warm.at(at(3)), 1e-16);
    assertEquals(RATE, warm.at(at(4)), 1e-16);
  }

  @Test
  void schedule9AverageIsCorrectedByTheProductOfTheBetasUsed() {
    // The corrected average of a constant is that constant, however β changes.
    Optimizer mean = new CorrectedMomentum(rate(), 0.9);
    Graph graph = new Graph();
    Update.Declarations declared = new Update.Declarations();
    Update update = Update.of("weight", graph.variable("weight", Shape.of(1)), declared);
    Tensor direction = mean.transforms().getFirst().apply(graph.constant(3), update);
    Tensor average = declared.updates().get("velocity/weight");
    double kept = 0;
    double product = 1;
    for (double beta : new double[] {0.9, 0.5, 0.7}) {
      product *= beta;
      var values =
          Reference.of(
                  Map.of(),
                  Map.of("beta", beta, "beta.product", product),
                  Map.of("velocity/weight", new double[] {kept}),
                  0,
                  0)
              .evaluate(List.of(direction, average));
      assertEquals(3, values.get(direction)[0], 1e-14);
      kept = values.get(average)[0];
    }
  }

  @Test
  void schedule10ScheduleFreeBeginsWithARateOfZero() {
    Ramp fromZero = new Ramp(0, RATE, Span.NONE, Span.steps(3), Curve.LINEAR);
    double[] way = first(new ScheduleFree(new GradientDescent(fromZero), 0.9));
    assertEquals(1, way[1], 0);
    assertTrue(Double.isFinite(way[STEPS]) && way[STEPS] != 1);
  }

  /// pytorch, Keras: moments by position shift when a parameter is added.
  @Test
  void state1SlotsAreFoundByNameNotByPosition() {
    Update.Declarations alone = slots("weight");
    Update.Declarations beside = slots("bias", "weight");
    alone.slots().forEach((name, shape) -> assertEquals(shape, beside.slots().get(name), name));
  }

  private static Update.Declarations slots(String... blocks) {
    Graph graph = new Graph();
    Update.Declarations declared = new Update.Declarations();
    for (String block : blocks) {
      Tensor theta = graph.variable(block, Shape.of(3));
      Adam.of().apply(List.of(theta), List.of(Update.of(block, theta, declared)));
    }
    return declared;
  }

  @Test
  void state3ParametersOfScheduleFreeAreThreeVectorsWithNames() {
    try (Rig rig = new Rig(ScheduleFree.ofDescent(RATE), x -> x.square().sum(), 1)) {
      assertTrue(
          rig.declared().slots().keySet().containsAll(List.of("base/weight", "average/weight")));
    }
  }

  @Test
  void state8AGradientOfZeroStillMovesMomentumAndDecays() {
    Momentum momentum = Momentum.of().learningRate(RATE);
    // The gradient of step 8 is 0.
    assertEquals(0, Trajectory.gradient(7));
    double[] way = first(momentum);
    assertNotEquals(way[7], way[8]);
    var frozen =
        new Partition(List.of(Partition.Part.named("it", "weight", new Frozen())), momentum);
    assertEquals(1, first(frozen.decay(new WeightDecay(0, WeightDecay.Kind.COUPLED, true)))[8]);
  }
}
