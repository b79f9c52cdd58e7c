package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every loss keeps: its gradient agrees with central differences, the compiled step with the
/// reference, its three reductions with each other.
class LossContractTest {
  private static final List<Double> WEIGHTS = List.of(0.5, 1.0, 2.0, 0.25);

  static Stream<Loss> losses() {
    return Stream.of(
        MeanSquaredError.of(),
        MeanAbsoluteError.of(),
        Huber.of(),
        new Huber(0.3),
        new SmoothL1(0.3),
        LogCosh.of(),
        new Quantile(0.1),
        Hinge.of(),
        Hinge.squared(),
        SoftMargin.of(),
        Focal.of(),
        new Focal(-1, 1.5),
        new Focal(0.3, 0),
        new Focal(0.3, 1),
        KullbackLeibler.of(),
        new KullbackLeibler(KullbackLeibler.Form.LOGARITHMS),
        GaussianNll.of(),
        new GaussianNll(true, true, 1e-3),
        NegativeLogLikelihood.of(),
        MultiClassHinge.of(),
        new MultiClassHinge(2, 0.5),
        CategoricalHinge.of(),
        CosineSimilarity.of(),
        new CosineEmbedding(0.2),
        BinaryCrossEntropy.of(),
        new BinaryCrossEntropy(0.1, WEIGHTS, WEIGHTS),
        SoftmaxCrossEntropy.of(),
        SoftmaxCrossEntropy.of().withSmoothing(0.2).withClassWeights(WEIGHTS),
        SoftmaxCrossEntropy.of().soft(),
        SoftmaxCrossEntropy.of().soft().withSmoothing(0.2).withClassWeights(WEIGHTS));
  }

  private static Traced traced(Loss loss, Reduction reduction) {
    return new Traced(
        it -> {
          Tensor z = it.variable("z", Shape.of(5, 4), -2, 2);
          Shape shape = loss.targets(z.shape());
          Tensor targets = it.variable("targets", shape, 0, 1);
          if (shape.rank() == 1) {
            it.values.put("targets", new double[] {3, 0, 1, 3, 2});
          }
          it.scalars.putAll(loss.knobs());
          return loss.apply(z, targets, reduction);
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void itsGradientAgreesWithCentralDifferences(Loss loss) {
    for (Reduction reduction : Reduction.values()) {
      traced(loss, reduction).check(loss + " " + reduction, List.of("z"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void itsSumIsThatOfItsElements(Loss loss) {
    double[] elements = traced(loss, Reduction.NONE).evaluate();
    double sum = java.util.Arrays.stream(elements).sum();

    assertEquals(sum, traced(loss, Reduction.SUM).evaluate()[0], 1e-12);
    boolean isWeighted =
        loss instanceof SoftmaxCrossEntropy it && !it.isSoft() && !it.classWeights().isEmpty();
    double divisor = isWeighted ? 0.25 + 0.5 + 1 + 0.25 + 2 : elements.length;
    assertEquals(sum / divisor, traced(loss, Reduction.MEAN).evaluate()[0], 1e-12);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void extremeOutputsGiveFiniteValuesAndGradients(Loss loss) {
    Traced traced = traced(loss, Reduction.MEAN);
    double[] z = new double[20];
    for (int i = 0; i < z.length; i++) {
      z[i] = i % 3 == 0 ? 1e4 : i % 3 == 1 ? -1e4 : 0;
    }
    traced.values.put("z", z);

    assertTrue(Float.isFinite(traced.run()[0]));
    for (float slope : traced.gradient("z")) {
      assertTrue(Float.isFinite(slope));
    }
  }

  @Test
  void regressionLossesAreThoseOfTheirFormulas() {
    double[] expected = new double[3];
    Traced squared = traced(MeanSquaredError.of(), Reduction.MEAN);
    double[] z = squared.values.get("z");
    double[] y = squared.values.get("targets");
    for (int i = 0; i < 20; i++) {
      double error = Math.abs(z[i] - y[i]);
      expected[0] += error * error / 20;
      expected[1] += error / 20;
      expected[2] += (error <= 0.3 ? error * error / 2 : 0.3 * (error - 0.15)) / 20;
    }

    assertEquals(expected[0], squared.evaluate()[0], 1e-12);
    assertEquals(expected[1], traced(MeanAbsoluteError.of(), Reduction.MEAN).evaluate()[0], 1e-12);
    assertEquals(expected[2], traced(new Huber(0.3), Reduction.MEAN).evaluate()[0], 1e-12);
  }

  @Test
  void binaryCrossEntropyIsThatOfItsFormula() {
    Traced traced = traced(new BinaryCrossEntropy(0.1, WEIGHTS, WEIGHTS), Reduction.NONE);
    double[] expected = new double[20];
    for (int i = 0; i < 20; i++) {
      double p = 1 / (1 + Math.exp(-traced.values.get("z")[i]));
      double y = traced.values.get("targets")[i] * 0.9 + 0.05;
      double weight = WEIGHTS.get(i % 4);
      expected[i] = -weight * (weight * y * Math.log(p) + (1 - y) * Math.log(1 - p));
    }

    assertArrayEquals(expected, traced.evaluate(), 1e-12);
  }

  @Test
  void softmaxCrossEntropyIsThatOfItsFormula() {
    Loss loss = SoftmaxCrossEntropy.of().withSmoothing(0.2).withClassWeights(WEIGHTS);
    Traced traced = traced(loss, Reduction.NONE);
    double[] z = traced.values.get("z");
    double[] expected = new double[5];
    for (int i = 0; i < 5; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += Math.exp(z[4 * i + j]);
      }
      for (int j = 0; j < 4; j++) {
        double q = 0.05 + (traced.values.get("targets")[i] == j ? 0.8 : 0);
        expected[i] -= WEIGHTS.get(j) * q * Math.log(Math.exp(z[4 * i + j]) / sum);
      }
    }

    assertArrayEquals(expected, traced.evaluate(), 1e-12);
  }

  /// `(a - y) / m`
  @Test
  void theGradientOfSoftmaxCrossEntropyIsProbabilityMinusTarget() {
    Traced traced = traced(SoftmaxCrossEntropy.of(), Reduction.MEAN);
    Graph graph = traced.graph;
    Tensor z = traced.variables.get("z");
    Tensor gradient =
        dev.glissade.engine.Derivatives.gradients(traced.output, List.of(z)).getFirst();
    Tensor y = graph.add(new dev.glissade.engine.Op.OneHot(4), traced.variables.get("targets"));
    Tensor expected = Functions.softmax(z, -1).minus(y).dividedBy(5);
    var reference =
        dev.glissade.engine.Reference.of(
            java.util.Map.of(), java.util.Map.of(), traced.values, 0, 0);

    assertArrayEquals(reference.evaluate(expected), reference.evaluate(gradient), 1e-15);
  }

  @Test
  void anIndexOutsideOfTheClassesDoesNotCount() {
    Traced all = traced(SoftmaxCrossEntropy.of().withSmoothing(0.2), Reduction.NONE);
    double[] losses = all.evaluate();
    Traced some = traced(SoftmaxCrossEntropy.of().withSmoothing(0.2), Reduction.MEAN);
    some.values.put("targets", new double[] {3, -1, 1, 4, 2});

    double mean = (losses[0] + losses[2] + losses[4]) / 3;
    assertEquals(mean, some.evaluate()[0], 1e-12);
    assertEquals(mean, some.run()[0], 1e-6);
  }

  @Test
  void positionsMayBeClassifiedToo() {
    Traced traced =
        new Traced(
            it ->
                SoftmaxCrossEntropy.of()
                    .apply(
                        it.variable("z", Shape.of(2, 3, 4), -2, 2),
                        it.variable("targets", Shape.of(2, 3), 0, 1)));

    assertEquals(Shape.SCALAR, traced.output.shape());
    traced.check("positions", List.of("z"));
  }

  @Test
  void mistakesAreNamed() {
    Graph graph = new Graph();
    Tensor z = graph.input("z", Shape.of(5, 4));
    Tensor wrong = graph.input("y", Shape.of(4));
    assertComplaint(
        "softmaxCrossEntropy: expected targets of shape [5], but got [4]",
        () -> SoftmaxCrossEntropy.of().apply(z, wrong));
    assertComplaint(
        "softmaxCrossEntropy: expected 4 class weights, but got 2",
        () ->
            SoftmaxCrossEntropy.of()
                .withClassWeights(List.of(1.0, 2.0))
                .apply(z, graph.input("t", Shape.of(5))));
    assertComplaint(
        "binaryCrossEntropy: expected targets of shape [5, 4], but got [4]",
        () -> BinaryCrossEntropy.of().apply(z, wrong));
    assertComplaint(
        "meanSquaredError: expected targets of shape [5, 4], but got [4]",
        () -> MeanSquaredError.of().apply(z, wrong));
    assertComplaint(
        "meanAbsoluteError: expected targets of shape [5, 4], but got [4]",
        () -> MeanAbsoluteError.of().apply(z, wrong));
    assertComplaint(
        "huber: expected targets of shape [5, 4], but got [4]", () -> Huber.of().apply(z, wrong));
    assertMessage("Huber: delta must be positive, but got delta=0.0", () -> new Huber(0));
    assertMessage(
        "SoftmaxCrossEntropy: expected 0 <= smoothing < 1, but got smoothing=1.0",
        () -> SoftmaxCrossEntropy.of().withSmoothing(1));
    assertMessage(
        "SoftmaxCrossEntropy: expected finite weights of at least 0, but got [1.0, -1.0]",
        () -> SoftmaxCrossEntropy.of().withClassWeights(List.of(1.0, -1.0)));
    assertMessage(
        "BinaryCrossEntropy: expected 0 <= smoothing < 1, but got smoothing=-0.1",
        () -> new BinaryCrossEntropy(-0.1, List.of(), List.of()));
  }

  private static void assertComplaint(String message, Executable body) {
    assertEquals(message, assertThrows(ShapeException.class, body).getMessage());
  }

  private static void assertMessage(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
