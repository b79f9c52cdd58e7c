package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every layer keeps: gradients of inputs and parameters agree with central differences, the
/// compiled step with the reference, and the shape is as promised.
class LayerContractTest {
  /// A layer, the shape of a batch, and that of its output.
  record Case(Layer layer, Shape input, Shape output) {
    static Case same(Layer layer, int... extents) {
      return new Case(layer, Shape.of(extents), Shape.of(extents));
    }

    @Override
    public String toString() {
      return layer + " on " + input;
    }
  }

  static Stream<Case> composed() {
    return Stream.of(
        new Case(Dense.of(3), Shape.of(5, 4), Shape.of(5, 3)),
        new Case(Dense.of(1), Shape.of(2, 1), Shape.of(2, 1)),
        new Case(Dense.of(3).withoutBias(), Shape.of(5, 4), Shape.of(5, 3)),
        new Case(Dense.of(3), Shape.of(2, 5, 4), Shape.of(2, 5, 3)),
        new Case(Flatten.of(), Shape.of(3, 2, 4), Shape.of(3, 8)),
        Case.same(Dropout.of(0.4), 6, 7),
        Case.same(AlphaDropout.of(0.4), 6, 7),
        Case.same(GaussianNoise.of(0.5), 6, 7),
        Case.same(DropPath.of(0.4), 6, 3, 2),
        Case.same(Residual.of(Dense.of(4)).dropPath(0.5), 6, 4),
        new Case(DropConnect.of(Dense.of(3), 0.4), Shape.of(5, 4), Shape.of(5, 3)),
        Case.same(Residual.of(Dense.of(4)), 5, 4),
        Case.same(Residual.of(Dense.of(9), Tanh.of(), Dense.of(4)), 5, 4),
        Case.same(Residual.of(Residual.of(Dense.of(4), Silu.of()), Dense.of(4)), 5, 4),
        new Case(
            Sequential.of(Dense.of(6), BatchNorm.of(), Tanh.of(), Dropout.of(0.3), Dense.of(2)),
            Shape.of(7, 4),
            Shape.of(7, 2)));
  }

  static Stream<Case> normalised() {
    Stream<BatchNorm> averaged =
        Stream.of(BatchNorm.Average.values())
            .map(average -> new BatchNorm(0.9, 1e-3, average, true));
    Stream<Layer> switched =
        Stream.of(
            BatchNorm.of().frozen(BatchNorm.Freeze.STATISTICS),
            BatchNorm.of().frozen(BatchNorm.Freeze.AFFINE),
            BatchNorm.of().frozen(BatchNorm.Freeze.ALL),
            BatchNorm.of().frozen(new BatchNorm.Freeze(true, false, false)),
            GhostBatchNorm.of(4),
            new GhostBatchNorm(BatchNorm.pytorch(), 3),
            // With limits of 1 and 0, what no gradient flows through does not change.
            new BatchRenorm(BatchNorm.of(), 1, 0),
            new BatchRenorm(BatchNorm.keras(), 1, 0));
    return Stream.concat(averaged, switched)
        .flatMap(norm -> Stream.of(Case.same(norm, 6, 3), Case.same(norm, 7, 3, 2, 2)));
  }

  static Stream<Case> withinExamples() {
    return Stream.of(
        Case.same(LayerNorm.of(), 5, 7),
        Case.same(LayerNorm.of().plain(), 2, 3, 7),
        Case.same(LayerNorm.of().over(2), 3, 4, 5),
        Case.same(RmsNorm.of(), 5, 7),
        Case.same(RmsNorm.of(), 2, 3, 7),
        Case.same(GroupNorm.of(1), 3, 4),
        Case.same(GroupNorm.of(2), 3, 6, 2, 2),
        Case.same(InstanceNorm.of(), 3, 2, 5),
        Case.same(PRelu.perUnit(), 3, 4, 2),
        new Case(Glu.of(), Shape.of(3, 8), Shape.of(3, 4)),
        new Case(Glu.of(Silu.of()), Shape.of(2, 3, 8), Shape.of(2, 3, 4)));
  }

  static Stream<Case> activated() {
    return activations().map(each -> Case.same(each, 3, 17));
  }

  private static Stream<Layer> activations() {
    return Stream.of(
        Relu.of(),
        LeakyRelu.of(0.1),
        Elu.of(0.7),
        Selu.of(),
        Gelu.of(),
        ApproximateGelu.of(),
        Silu.of(),
        Mish.of(),
        Tanh.of(),
        Sigmoid.of(),
        Softplus.of(2),
        HardSigmoid.of(),
        HardSwish.of(),
        HardTanh.of(),
        Relu6.of(),
        Celu.of(0.7),
        Softsign.of(),
        LogSigmoid.of(),
        TanhShrink.of(),
        PRelu.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"composed", "normalised", "withinExamples", "activated"})
  void whileTraining(Case it) {
    check(it, Mode.TRAINING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"composed", "normalised", "withinExamples", "activated"})
  void inUse(Case it) {
    check(it, Mode.INFERENCE);
  }

  private static void check(Case it, Mode mode) {
    Traced traced = Traced.of(it.layer(), it.input(), mode);
    assertEquals(it.output(), traced.output.shape());
    traced.check(it.toString(), List.copyOf(traced.variables.keySet()));
  }

  @Test
  void activationsAreThoseOfTheirFormulas() {
    assertFormula(Relu.of(), x -> Math.max(x, 0));
    assertFormula(LeakyRelu.of(0.1), x -> x > 0 ? x : 0.1 * x);
    assertFormula(Elu.of(0.7), x -> x > 0 ? x : 0.7 * (Math.exp(x) - 1));
    assertFormula(
        Selu.of(), x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1)));
    assertFormula(Silu.of(), x -> x / (1 + Math.exp(-x)));
    assertFormula(Mish.of(), x -> x * Math.tanh(Math.log(1 + Math.exp(x))));
    assertFormula(Tanh.of(), Math::tanh);
    assertFormula(Sigmoid.of(), x -> 1 / (1 + Math.exp(-x)));
    assertFormula(Softplus.of(2), x -> Math.log(1 + Math.exp(2 * x)) / 2);
    assertFormula(
        ApproximateGelu.of(),
        x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
    assertFormula(Gelu.of(), x -> x * normalDistribution(x));
    assertFormula(HardSigmoid.of(), x -> Math.clamp((x + 3) / 6, 0, 1));
    assertFormula(HardSwish.of(), x -> x * Math.clamp((x + 3) / 6, 0, 1));
    assertFormula(HardTanh.of(), x -> Math.clamp(x, -1, 1));
    assertFormula(Relu6.of(), x -> Math.clamp(x, 0, 6));
    assertFormula(Celu.of(0.7), x -> x > 0 ? x : 0.7 * (Math.exp(x / 0.7) - 1));
    assertFormula(Softsign.of(), x -> x / (1 + Math.abs(x)));
    assertFormula(LogSigmoid.of(), x -> -Math.log(1 + Math.exp(-x)));
    assertFormula(TanhShrink.of(), x -> x - Math.tanh(x));
  }

  /// By Simpson's rule.
  private static double normalDistribution(double x) {
    int steps = 2_000;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double t = x * i / steps;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-t * t / 2);
    }
    return 0.5 + sum * x / steps / 3 / Math.sqrt(2 * Math.PI);
  }

  private static void assertFormula(Layer layer, DoubleUnaryOperator formula) {
    Traced traced = Traced.of(layer, Shape.of(2, 20), Mode.TRAINING);
    double[] expected = java.util.Arrays.stream(traced.values.get("x")).map(formula).toArray();
    assertArrayEquals(expected, traced.evaluate(), 1e-12, layer.toString());
  }

  @Test
  void everyActivationIsFiniteForExtremeInputs() {
    activations()
        .forEach(
            layer -> {
              Traced traced = Traced.of(layer, Shape.of(1, 4), Mode.TRAINING);
              traced.values.put("x", new double[] {-1e4, 1e4, -80, 0});
              for (float y : traced.run()) {
                assertTrue(Float.isFinite(y), layer + " gave " + y);
              }
            });
  }

  @Test
  void aDenseLayerIsAProductAndABias() {
    Traced traced = Traced.of(Dense.of(2), Shape.of(2, 3), Mode.TRAINING);
    double[] x = traced.values.get("x");
    double[] w = traced.values.get("weight");
    double[] b = traced.values.get("bias");
    double[] expected = new double[4];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        expected[2 * i + j] = b[j];
        for (int p = 0; p < 3; p++) {
          expected[2 * i + j] += x[3 * i + p] * w[2 * p + j];
        }
      }
    }

    assertArrayEquals(expected, traced.evaluate(), 1e-12);
  }

  @Test
  void dropoutScalesWhatItKeepsReadsItsRateAsAKnobAndRestsInUse() {
    Traced training = Traced.of(Dropout.of(0.25), Shape.of(50, 40), Mode.TRAINING);
    assertEquals(java.util.Map.of("rate", 0.25), training.scalars);
    training.values.put("x", ones(2_000));
    assertEquals(0.75, keptShare(training, 0.25), 0.05);
    training.scalars.put("rate", 0.6);
    assertEquals(0.4, keptShare(training, 0.6), 0.06);

    Traced use = Traced.of(Dropout.of(0.25), Shape.of(50, 40), Mode.INFERENCE);
    assertArrayEquals(use.values.get("x"), use.evaluate());
    assertTrue(use.scalars.isEmpty());
  }

  private static double keptShare(Traced traced, double rate) {
    int kept = 0;
    for (float y : traced.run()) {
      assertTrue(y == 0 || y == (float) (1 / (1 - rate)), "value " + y);
      kept += y == 0 ? 0 : 1;
    }
    return kept / 2_000.0;
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void twoDropoutsHaveTwoMasks() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(3, 4));
    Trace.Builder builder = new Trace.Builder(graph, Mode.TRAINING);
    Scope root = new Scope(builder, "");
    Tensor a = root.apply("0.dropout", Dropout.of(0.5), x);
    Tensor b = root.apply("1.dropout", Dropout.of(0.5), x);

    assertEquals("Dropout[stream=0.dropout.dropout]", a.op().toString());
    assertEquals("Dropout[stream=1.dropout.dropout]", b.op().toString());
  }

  @Test
  void aFurtherLayerDisturbsNoOtherStream() {
    Layer first = Dropout.of(0.5);
    Traced alone = Traced.of(Sequential.of(first), Shape.of(6, 7), Mode.TRAINING);
    Layer further = Residual.of(Dropout.of(0), BatchNorm.of(), Dropout.of(0.9));
    Traced more = Traced.of(Sequential.of(first, further), Shape.of(6, 7), Mode.TRAINING);
    Tensor kept =
        more.graph.nodes().stream()
            .filter(node -> node.op().equals(new Op.Dropout("0.dropout.dropout")))
            .findFirst()
            .orElseThrow();

    assertArrayEquals(alone.run(), more.run(kept));
  }

  @Test
  void mistakesAreNamedWithTheirPath() {
    assertComplaint(
        "dense: expected [batch, …, inputs], but got [3]",
        () -> Traced.of(Dense.of(2), Shape.of(3), Mode.TRAINING));
    assertComplaint(
        "batchNorm: expected [batch, units, …], but got [3]",
        () -> Traced.of(BatchNorm.of(), Shape.of(3), Mode.TRAINING));
    assertComplaint(
        "residual: expected a body that keeps [2, 3], but got [2, 4]",
        () -> Traced.of(Residual.of(Dense.of(4)), Shape.of(2, 3), Mode.TRAINING));
    Layer deep = Sequential.of(Dense.of(4), Residual.of(Tanh.of(), Residual.of(Dense.of(3))));
    assertComplaint(
        "1.residual.body.1.residual: residual: expected a body that keeps [2, 4], but got [2, 3]",
        () -> Model.of(deep, Shape.of(3)));
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertMessage("Dense: units must be positive, but got units=0", () -> Dense.of(0));
    assertMessage("Dropout: expected 0 <= rate < 1, but got rate=1.0", () -> Dropout.of(1));
    assertMessage(
        "Dropout: expected 0 <= rate < 1, but got rate=NaN", () -> Dropout.of(Double.NaN));
    assertMessage(
        "BatchNorm: expected 0 <= decay < 1, but got decay=1.0",
        () -> new BatchNorm(1, 1e-5, BatchNorm.Average.CORRECTED, false));
    assertMessage(
        "BatchNorm: epsilon must be positive, but got epsilon=0.0",
        () -> BatchNorm.of().withEpsilon(0));
    assertMessage(
        "Softplus: beta must be positive and finite, but got beta=0.0", () -> Softplus.of(0));
    assertMessage("Elu: alpha must be finite, but got alpha=NaN", () -> Elu.of(Double.NaN));
    assertMessage(
        "LeakyRelu: slope must be finite, but got slope=Infinity",
        () -> LeakyRelu.of(Double.POSITIVE_INFINITY));
  }

  private static void assertComplaint(String message, Executable body) {
    assertEquals(message, assertThrows(ShapeException.class, body).getMessage());
  }

  private static void assertMessage(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }

  @Test
  void aNameMayBeUsedOnce() {
    Layer twice =
        (x, scope) -> {
          scope.parameter("w", Shape.of(1), Role.WEIGHT, Initializer.zeros());
          return x.times(scope.parameter("w", Shape.of(1), Role.WEIGHT, Initializer.zeros()));
        };

    assertMessage(
        "scope: expected different names, but got the parameter 'w' twice",
        () -> Model.of(twice, Shape.of(1)));
  }
}
