package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Functions;
import dev.glissade.nn.Initializer;
import dev.glissade.nn.Layer;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Role;
import dev.glissade.nn.Scope;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.Sigmoid;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.ByRole;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.GradientNoise;
import dev.glissade.optim.Lion;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Muon;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.RmsProp;
import dev.glissade.optim.Schedule;
import dev.glissade.optim.Span;
import dev.glissade.optim.WeightDecay;
import dev.glissade.optim.Yogi;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each rule finds what it is for, and is silent where nothing is wrong.
class LinterTest {
  private static final Shape SHAPE = Shape.of(8);
  private static final Layer PLAIN = Sequential.of(Dense.of(6), Relu.of(), Dense.of(3));
  private static final Layer NORMALISED =
      Sequential.of(Dense.of(6), BatchNorm.of(), Relu.of(), Dense.of(3));

  private static Trainer.Settings settings(Layer layer, Loss loss, Optimizer optimizer) {
    return Trainer.of(layer, loss).optimizer(optimizer).settings();
  }

  private static List<String> rules(Trainer.Settings settings, Linter.Facts facts) {
    return Linter.findings(settings, facts).stream().map(Finding::rule).toList();
  }

  private static Linter.Facts facts(int examples, int batch, int epochs) {
    return Linter.Facts.of(SHAPE, examples, batch, epochs);
  }

  private static List<String> ofRate(Schedule rate, int epochs) {
    Optimizer optimizer = new GradientDescent(rate);
    return rules(settings(PLAIN, SoftmaxCrossEntropy.of(), optimizer), facts(100, 10, epochs));
  }

  private static List<String> ofOptimizer(Optimizer optimizer) {
    return rules(settings(NORMALISED, SoftmaxCrossEntropy.of(), optimizer), facts(64, 8, 10));
  }

  private static List<String> ofModel(Layer layer, Loss loss) {
    return rules(settings(layer, loss, Adam.of()), facts(64, 8, 10));
  }

  @Test
  void aSoundTrainingHasNoFindings() {
    assertEquals(List.of(), ofRate(Schedule.constant(0.1), 30));
    assertEquals(List.of(), ofRate(Schedule.cosine(0.1, 0).warmup(Span.epochs(3)), 30));
    assertEquals(List.of(), ofRate(Schedule.oneCycle(0.1, 0.3), 30));
    assertEquals(List.of(), ofRate(Schedule.inverseTime(0.1, 1), 30));
    assertEquals(List.of(), ofRate(Schedule.stableThenDecay(0.1, 0.2, curve()), 30));
    assertEquals(List.of(), ofModel(NORMALISED, SoftmaxCrossEntropy.of()));
  }

  private static dev.glissade.optim.Curve curve() {
    return dev.glissade.optim.Curve.LINEAR;
  }

  @Test
  void aWarmUpThatIsLongerThanTheRun() {
    assertEquals(
        List.of("warm-up-too-long"), ofRate(Schedule.constant(0.1).warmup(Span.epochs(20)), 10));
    assertEquals(List.of(), ofRate(Schedule.constant(0.1).warmup(Span.epochs(5)), 10));
  }

  @Test
  void aScheduleThatNeverFalls() {
    assertEquals(List.of("rate-never-falls"), ofRate(Schedule.staircase(0.1, 0.5, 30), 30));
    assertEquals(List.of(), ofRate(Schedule.staircase(0.1, 0.5, 10), 30));
  }

  @Test
  void stepsAtRateZero() {
    Schedule early =
        Schedule.cosine(0.1, 0).extendedAt(10, 30, Schedule.Extension.HOLD).min(zeroAfter(10));
    assertEquals(List.of("rate-vanishes"), ofRate(early, 30));
  }

  private static Schedule zeroAfter(int epochs) {
    return Schedule.constant(1).then(Span.epochs(epochs), Schedule.constant(0));
  }

  @Test
  void aCycleThatIsCut() {
    Schedule restarts = Schedule.warmRestarts(0.1, 0, Span.epochs(10), 2);
    assertEquals(List.of("ends-in-mid-cycle"), ofRate(restarts, 38));
    assertEquals(List.of(), ofRate(restarts, 30));
    assertEquals(List.of(), ofRate(restarts, 70));
  }

  @Test
  void aMilestoneBehindTheEnd() {
    Schedule stairs = Schedule.staircaseAt(0.1, 0.1, List.of(20, 40));
    assertEquals(List.of("milestone-behind-the-end"), ofRate(stairs, 30));
    assertEquals(List.of("milestone-behind-the-end"), ofRate(stairs.warmup(Span.epochs(2)), 40));
    assertEquals(List.of(), ofRate(stairs, 41));
  }

  @Test
  void patienceThatIsLongerThanTheRun() {
    Trainer trainer = Trainer.of(PLAIN, SoftmaxCrossEntropy.of());
    assertEquals(
        List.of("patience-too-long"), rules(trainer.patience(30).settings(), facts(100, 10, 30)));
    assertEquals(List.of(), rules(trainer.patience(5).settings(), facts(100, 10, 30)));
  }

  @Test
  void accumulationThatDoesNotDivideTheEpoch() {
    var loss = new Linter.Watched("loss", false);
    Trainer.Settings plain = settings(PLAIN, SoftmaxCrossEntropy.of(), Adam.of());
    assertEquals(
        List.of("accumulation-left-over"),
        rules(plain, new Linter.Facts(SHAPE, 100, 10, 30, 4, loss)));
    assertEquals(List.of(), rules(plain, new Linter.Facts(SHAPE, 100, 10, 30, 5, loss)));
  }

  @Test
  void aMetricThatIsWatchedTheWrongWayRound() {
    Trainer.Settings plain = settings(PLAIN, SoftmaxCrossEntropy.of(), Adam.of());
    for (var wrong :
        List.of(new Linter.Watched("loss", true), new Linter.Watched("accuracy", false))) {
      assertEquals(
          List.of("wrong-direction"), rules(plain, new Linter.Facts(SHAPE, 100, 10, 30, 1, wrong)));
    }
    var right = new Linter.Watched("accuracy", true);
    assertEquals(List.of(), rules(plain, new Linter.Facts(SHAPE, 100, 10, 30, 1, right)));
  }

  @Test
  void batchNormalisationOfOneExampleAndOfAShortLastBatch() {
    Trainer.Settings norm = settings(NORMALISED, SoftmaxCrossEntropy.of(), Adam.of());
    assertEquals(List.of("batch-norm-of-one"), rules(norm, facts(100, 1, 10)));
    assertEquals(List.of("short-last-batch"), rules(norm, facts(129, 64, 10)));
    assertEquals(List.of(), rules(norm, facts(160, 64, 10)));
    Trainer.Settings plain = settings(PLAIN, SoftmaxCrossEntropy.of(), Adam.of());
    assertEquals(List.of(), rules(plain, facts(129, 64, 10)));
  }

  @Test
  void theShortLastBatchNamesASizeThatIsBetter() {
    Trainer.Settings norm = settings(NORMALISED, SoftmaxCrossEntropy.of(), Adam.of());
    String help = Linter.findings(norm, facts(129, 64, 10)).getFirst().help();
    assertEquals("another batch size: with 51, the last one is full enough", help);
    assertEquals(List.of(), rules(norm, facts(129, 51, 10)));
  }

  /// A layer of a user's own, which nobody strips of its bias.
  private record Biased() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      Shape units = Shape.of(x.shape().extent(-1));
      return x.plus(scope.parameter("bias", units, Role.BIAS, Initializer.zeros()));
    }
  }

  @Test
  void aBiasInFrontOfBatchNormalisation() {
    Layer biased = Sequential.of(Dense.of(6), new Biased(), BatchNorm.of(), Dense.of(3));
    assertEquals(List.of("bias-before-batch-norm"), ofModel(biased, SoftmaxCrossEntropy.of()));
    Layer between = Sequential.of(new Biased(), Relu.of(), BatchNorm.of(), Dense.of(3));
    assertEquals(List.of(), ofModel(between, SoftmaxCrossEntropy.of()));
  }

  @Test
  void dropoutInFrontOfBatchNormalisation() {
    Layer direct = Sequential.of(Dense.of(6), Relu.of(), Dropout.of(0.1), BatchNorm.of());
    assertEquals(List.of("dropout-before-batch-norm"), ofModel(direct, SoftmaxCrossEntropy.of()));
    assertEquals(List.of("dropout-before-batch-norm"), ofModel(behindProduct(0.5), loss()));
    assertEquals(List.of(), ofModel(behindProduct(0.2), loss()));
    Layer after = Sequential.of(Dense.of(6), BatchNorm.of(), Relu.of(), Dropout.of(0.5));
    assertEquals(List.of(), ofModel(after, SoftmaxCrossEntropy.of()));
  }

  private static Loss loss() {
    return SoftmaxCrossEntropy.of();
  }

  private static Layer behindProduct(double rate) {
    return Sequential.of(Dropout.of(rate), Dense.of(6), BatchNorm.of(), Relu.of(), Dense.of(3));
  }

  private record Softmax() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      return Functions.softmax(x, -1);
    }
  }

  @Test
  void anActivationBeforeALossThatWantsLogits() {
    Layer twice = Sequential.of(Dense.of(3), new Softmax());
    assertEquals(List.of("activation-before-loss"), ofModel(twice, SoftmaxCrossEntropy.of()));
    Layer sigmoid = Sequential.of(Dense.of(1), Sigmoid.of());
    assertEquals(List.of("activation-before-loss"), ofModel(sigmoid, BinaryCrossEntropy.of()));
    assertEquals(List.of(), ofModel(sigmoid, MeanSquaredError.of()));
  }

  @Test
  void decayOfBiasesGainsAndShifts() {
    WeightDecay all = new WeightDecay(0.01, WeightDecay.Kind.DECOUPLED, false);
    WeightDecay weights = new WeightDecay(0.01, WeightDecay.Kind.DECOUPLED, true);
    for (Optimizer optimizer : List.of(Adam.of(), Momentum.of(), Lion.of(1e-4))) {
      assertEquals(List.of("decay-of-vectors"), ofOptimizer(optimizer.decay(all)));
      assertEquals(List.of(), ofOptimizer(optimizer.decay(weights)));
    }
    assertEquals(List.of(), ofOptimizer(AdamW.of()));
  }

  @Test
  void noiseInGradientsIsNotTakenForDecay() {
    assertEquals(List.of(), ofOptimizer(Adam.of().before(new GradientNoise(1, 0.55))));
  }

  @Test
  void anEpsilonThatRules() {
    Adam adam = Adam.of();
    for (double large : new double[] {0.1, 0.01}) {
      Adam ruled = new Adam(adam.learningRate(), 0.9, 0.999, large);
      assertEquals(List.of("epsilon-rules"), ofOptimizer(ruled));
    }
    assertEquals(List.of(), ofOptimizer(adam));
    assertEquals(List.of(), ofOptimizer(Yogi.of(0.01)));
    assertEquals(List.of(), ofOptimizer(RmsProp.of()));
    assertEquals(List.of(), ofOptimizer(Momentum.of()));
  }

  @Test
  void muonForVectorsAndForTablesOfWords() {
    assertEquals(List.of("muon-without-matrix"), ofOptimizer(Muon.of(0.02)));
    Optimizer split = new ByRole(Muon.of(0.02), Adam.of(), 1);
    assertEquals(List.of(), ofOptimizer(split));
    Layer words = Sequential.of(new Words(), Dense.of(3));
    Trainer.Settings embedded = settings(words, SoftmaxCrossEntropy.of(), split);
    assertEquals(
        List.of("muon-on-embedding"), rules(embedded, Linter.Facts.of(Shape.of(), 64, 8, 10)));
  }

  private record Words() implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
      Shape table = Shape.of(5, 4);
      Tensor oneHot = x.graph().add(new Op.OneHot(5), x);
      return oneHot.matMul(scope.parameter("table", table, Role.WEIGHT, Initializer.he()));
    }
  }

  @Test
  void aFindingSaysWhatWhyAndWhatToDo() {
    Trainer.Settings patient = Trainer.of(PLAIN, loss()).patience(30).settings();
    assertEquals(
        "patience-too-long: patience is 30 epochs, but the plan has 30; the training can never end"
            + " early — help: a patience of a tenth to a third of the plan, or more epochs",
        Linter.findings(patient, facts(100, 10, 30)).getFirst().toString());
  }

  @Test
  void everyOptimiserCanBeTried() {
    for (Optimizer optimizer : List.of(Adam.of(), AdamW.of(), RmsProp.of(), Yogi.of(0.01))) {
      var parameters = dev.glissade.nn.Model.of(NORMALISED, SHAPE).trace().parameters();
      var probe = new OptimizerProbe(optimizer, parameters);
      double[] changes = probe.changes(1, _ -> 1e-3, java.util.Map.of(), 3).get("weight");
      assertTrue(changes[0] < 0, optimizer.toString());
    }
  }
}
