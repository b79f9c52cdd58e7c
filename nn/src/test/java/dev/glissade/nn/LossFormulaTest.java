package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import dev.glissade.nn.KullbackLeibler.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Losses against the formulas of their papers, in double loops.
class LossFormulaTest {
  private static final int ROWS = 6;

  /// A loss of single elements, its formula of output and target, and where these lie.
  record Case(Loss loss, DoubleBinaryOperator formula, double[] outputs, double[] targets) {
    static Case real(Loss loss, DoubleBinaryOperator formula) {
      return new Case(loss, formula, new double[] {-2, 2}, new double[] {0, 1});
    }

    static Case positive(Loss loss, DoubleBinaryOperator formula) {
      return new Case(loss, formula, new double[] {0.1, 0.9}, new double[] {0.1, 0.9});
    }

    static Case counts(Loss loss, DoubleBinaryOperator formula) {
      return new Case(loss, formula, new double[] {0.2, 3}, new double[] {0, 5});
    }

    @Override
    public String toString() {
      return loss.toString();
    }
  }

  static Stream<Case> cases() {
    DoubleBinaryOperator entropy = (z, t) -> Math.log(1 + Math.exp(z)) - t * z;
    DoubleBinaryOperator wrong = (z, t) -> (1 - t) * sigmoid(z) + t * sigmoid(-z);
    return Stream.of(
        Case.real(
            new SmoothL1(0.5),
            (x, t) -> {
              double e = Math.abs(x - t);
              return e < 0.5 ? e * e / 2 / 0.5 : e - 0.25;
            }),
        Case.real(LogCosh.of(), (x, t) -> Math.log(Math.cosh(x - t))),
        Case.real(new Quantile(0.9), (x, t) -> t > x ? 0.9 * (t - x) : 0.1 * (x - t)),
        Case.real(Hinge.of(), (x, t) -> Math.max(0, 1 - t * x)),
        Case.real(new Hinge(2, 0.5), (x, t) -> Math.pow(Math.max(0, 0.5 - t * x), 2)),
        Case.real(SoftMargin.of(), (x, t) -> Math.log(1 + Math.exp(-t * x))),
        Case.real(
            new Focal(-1, 1.5),
            (z, t) -> entropy.applyAsDouble(z, t) * Math.pow(wrong.applyAsDouble(z, t), 1.5)),
        Case.real(
            Focal.of(),
            (z, t) ->
                (0.25 * t + 0.75 * (1 - t))
                    * entropy.applyAsDouble(z, t)
                    * Math.pow(wrong.applyAsDouble(z, t), 2)),
        Case.positive(
            new KullbackLeibler(Form.PROBABILITIES), (p, t) -> t * (Math.log(t) - Math.log(p))),
        Case.positive(new KullbackLeibler(Form.LOGARITHMS), (x, t) -> t * (Math.log(t) - x)),
        Case.real(new KullbackLeibler(Form.LOGARITHMS_OF_BOTH), (x, t) -> Math.exp(t) * (t - x)),
        Case.counts(PoissonNll.of(), (x, t) -> Math.exp(x) - t * x),
        Case.counts(
            new PoissonNll(false, true, 1e-7),
            (x, t) -> x - t * Math.log(x + 1e-7) + (t > 1 ? stirling(t) : 0)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double stirling(double t) {
    return t * Math.log(t) - t + Math.log(2 * Math.PI * t) / 2;
  }

  private static Traced traced(Case it, Reduction reduction) {
    return new Traced(
        traced -> {
          Shape shape = Shape.of(ROWS, 3);
          Tensor x = traced.variable("x", shape, it.outputs[0], it.outputs[1]);
          Tensor targets = traced.variable("targets", shape, it.targets[0], it.targets[1]);
          return it.loss.apply(x, targets, reduction);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itIsThatOfItsFormula(Case it) {
    Traced traced = traced(it, Reduction.NONE);
    double[] x = traced.values.get("x");
    double[] expected = new double[x.length];
    Arrays.setAll(expected, i -> it.formula.applyAsDouble(x[i], traced.values.get("targets")[i]));

    assertArrayEquals(expected, traced.evaluate(), 1e-12);
    double sum = Arrays.stream(expected).sum();
    assertEquals(sum / x.length, traced(it, Reduction.MEAN).evaluate()[0], 1e-12);
    assertEquals(sum / ROWS, traced(it, Reduction.BATCH_MEAN).evaluate()[0], 1e-12);
    assertEquals(sum, traced(it, Reduction.SUM).evaluate()[0], 1e-12);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itsGradientAgreesWithCentralDifferences(Case it) {
    traced(it, Reduction.MEAN).check(it.toString(), List.of("x"));
  }

  /// A loss of rows, on outputs in `[low, high)`.
  private static Traced rows(Loss loss, int width, double... targets) {
    return new Traced(
        it -> {
          Tensor x = it.variable("x", Shape.of(ROWS, width), 0.1, 1);
          Tensor y = it.variable("targets", loss.targets(x.shape()), 0.1, 0.9);
          if (targets.length > 0) {
            it.values.put("targets", targets);
          }
          it.scalars.putAll(loss.knobs());
          return loss.apply(x, y, Reduction.NONE);
        });
  }

  @Test
  void lossesOfPairsAndTriplesAreThoseOfTheirFormulas() {
    double[] signs = {1, -1, 1, 1, -1, -1};
    Traced cosine = rows(new CosineEmbedding(0.9), 6, signs);
    Traced triplet = rows(new TripletMargin(0.3, 1e-6), 6);
    double[] x = cosine.values.get("x");
    double[] expectedCosine = new double[ROWS];
    double[] expectedTriplet = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double[] row = Arrays.copyOfRange(x, 6 * i, 6 * i + 6);
      double cos = dot(row, 0, 3, 3) / Math.sqrt(dot(row, 0, 0, 3)) / Math.sqrt(dot(row, 3, 3, 3));
      expectedCosine[i] = signs[i] > 0 ? 1 - cos : Math.max(0, cos - 0.9);
      double near = Math.hypot(row[0] - row[2] + 1e-6, row[1] - row[3] + 1e-6);
      double far = Math.hypot(row[0] - row[4] + 1e-6, row[1] - row[5] + 1e-6);
      expectedTriplet[i] = Math.max(0, 0.3 + near - far);
    }

    assertArrayEquals(expectedCosine, cosine.evaluate(), 1e-11);
    assertArrayEquals(expectedTriplet, triplet.evaluate(), 1e-12);
    cosine.check("cosine", List.of("x"));
    triplet.check("triplet", List.of("x"));
  }

  private static double dot(double[] x, int a, int b, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[a + i] * x[b + i];
    }
    return sum;
  }

  @Test
  void aNormalDensityHasItsNegativeLogarithm() {
    Traced variance = rows(new GaussianNll(false, true, 1e-6), 2);
    Traced logarithm = rows(new GaussianNll(true, true, 1e-6), 2);
    double[] x = variance.values.get("x");
    double[] t = variance.values.get("targets");
    double[] expected = new double[ROWS];
    double[] expectedOfLogarithm = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      expected[i] = -Math.log(density(t[i], x[2 * i], x[2 * i + 1]));
      expectedOfLogarithm[i] = -Math.log(density(t[i], x[2 * i], Math.exp(x[2 * i + 1])));
    }

    assertArrayEquals(expected, variance.evaluate(), 1e-12);
    assertArrayEquals(expectedOfLogarithm, logarithm.evaluate(), 1e-12);
    variance.check("variance", List.of("x"));
    logarithm.check("logarithm", List.of("x"));
  }

  private static double density(double t, double mean, double variance) {
    return Math.exp(-(t - mean) * (t - mean) / 2 / variance) / Math.sqrt(2 * Math.PI * variance);
  }

  @Test
  void aVarianceThatIsTooSmallCanGrowAgain() {
    Traced traced = rows(new GaussianNll(false, false, 0.5), 2);
    double[] x = new double[2 * ROWS];
    traced.values.put("x", x);
    Arrays.fill(traced.values.get("targets"), 2);

    float[] gradient = traced.gradient("x");

    // (1/σ² - e²/σ⁴) / 2 at σ² = 0.5 and e = 2.
    assertEquals((2 - 16) / 2.0, gradient[1], 1e-5);
  }

  @Test
  void crossEntropyOfProbabilitiesIsThatOfLogitsAfterSoftmax() {
    Loss probabilities = new ProbabilityCrossEntropy(0.1, 1e-7);
    Traced ours = rows(probabilities, 3);
    Traced logits = rows(SoftmaxCrossEntropy.of().soft().withSmoothing(0.1), 3);
    logits.values.put("x", Arrays.stream(ours.values.get("x")).map(Math::log).toArray());

    assertArrayEquals(logits.evaluate(), ours.evaluate(), 1e-12);
    ours.check("probabilities", List.of("x"));
  }

  @Test
  void smoothingIsSharedAmongAllClassesAndMayChangeBetweenSteps() {
    Loss loss = SoftmaxCrossEntropy.of().withSmoothing(0.2);
    Traced traced = rows(loss, 4, 0, 1, 2, 3, 0, 1);
    assertEquals(Map.of("label-smoothing", 0.2), loss.knobs());
    assertEquals(Map.of(), SoftmaxCrossEntropy.of().knobs());
    double[] plain = rows(SoftmaxCrossEntropy.of(), 4, 0, 1, 2, 3, 0, 1).evaluate();

    traced.scalars.put("label-smoothing", 0.0);
    assertArrayEquals(plain, traced.evaluate(), 1e-12);
    // On = 1 - s + s / K and off = s / K, as in PyTorch, Keras and Optax; not s / (K - 1).
    traced.scalars.put("label-smoothing", 0.4);
    double[] z = traced.values.get("x");
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      sum += Math.exp(z[j]);
    }
    double expected = 0;
    for (int j = 0; j < 4; j++) {
      expected -= (j == 0 ? 0.7 : 0.1) * (z[j] - Math.log(sum));
    }
    assertEquals(expected, traced.evaluate()[0], 1e-12);
  }

  @Test
  void softmaxOfTwoClassesIsASigmoidOfTheDifferenceWithHalfTheSlopeEach() {
    Traced two = rows(SoftmaxCrossEntropy.of(), 2, 0, 1, 1, 0, 1, 0);
    double[] z = two.values.get("x");
    double[] y = two.values.get("targets");
    double[] expected = new double[ROWS];
    double[] slopes = new double[2 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      double difference = z[2 * i + 1] - z[2 * i];
      expected[i] = Math.log(1 + Math.exp(difference)) - y[i] * difference;
      slopes[2 * i + 1] = sigmoid(difference) - y[i];
      slopes[2 * i] = -slopes[2 * i + 1];
    }

    assertArrayEquals(expected, two.evaluate(), 1e-12);
    float[] gradient = two.gradient("x");
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(slopes[i], gradient[i], 1e-6);
    }
  }

  @Test
  void theWeightedMeanDividesByTheSumOfTheWeights() {
    Traced traced =
        new Traced(
            it -> {
              Tensor x = it.variable("x", Shape.of(4, 2), -1, 1);
              Tensor y = it.variable("y", Shape.of(4, 2), -1, 1);
              Tensor weights = it.variable("weights of rows", Shape.of(4, 1), 0, 2);
              Tensor losses = MeanSquaredError.of().apply(x, y, Reduction.NONE);
              return Loss.weightedMean(losses, weights);
            });
    double[] x = traced.values.get("x");
    double[] y = traced.values.get("y");
    double[] weights = traced.values.get("weights of rows");
    double sum = 0;
    double all = 0;
    for (int i = 0; i < 8; i++) {
      sum += weights[i / 2] * (x[i] - y[i]) * (x[i] - y[i]);
      all += weights[i / 2];
    }

    assertEquals(sum / all, traced.evaluate()[0], 1e-12);
    traced.check("weighted mean", List.of("x"));
  }

  @Test
  void aProbabilityOfZeroInTheTargetsIsNoLoss() {
    Traced traced = rows(new KullbackLeibler(Form.LOGARITHMS), 2);
    traced.values.put("targets", new double[2 * ROWS]);

    assertArrayEquals(new double[2 * ROWS], traced.evaluate(), 1e-300);
  }

  @Test
  void mistakesAreNamed() {
    Graph graph = new Graph();
    Tensor z = graph.input("z", Shape.of(5, 4));
    Tensor wrong = graph.input("y", Shape.of(4));
    assertComplaint(
        "tripletMargin: expected [batch, …, a multiple of 3], but got [5, 4]",
        () -> TripletMargin.of().apply(z, graph.input("t", Shape.of(5))));
    assertComplaint(
        "gaussianNll: expected targets of shape [5, 2], but got [4]",
        () -> GaussianNll.of().apply(z, wrong));
    assertComplaint(
        "logCosh: expected targets of shape [5, 4], but got [4]",
        () -> LogCosh.of().apply(z, wrong));
    assertComplaint(
        "multiClassHinge: expected targets of shape [5], but got [4]",
        () -> MultiClassHinge.of().apply(z, wrong));
    assertMistake("Quantile: expected 0 < q < 1, but got q=1.0", () -> new Quantile(1));
    assertMistake("Hinge: power must be 1 or 2, but got power=3", () -> new Hinge(3, 1));
    assertMistake(
        "Focal: gamma must be at least 0 and finite, but got gamma=-1.0", () -> new Focal(1, -1));
    assertMistake(
        "SmoothL1: beta must be positive and finite, but got beta=0.0", () -> new SmoothL1(0));
    assertMistake(
        "CosineEmbedding: margin must be finite, but got margin=NaN",
        () -> new CosineEmbedding(Double.NaN));
    assertMistake(
        "ProbabilityCrossEntropy: expected 0 < epsilon < 0.5, but got epsilon=0.5",
        () -> new ProbabilityCrossEntropy(0, 0.5));
  }

  private static void assertComplaint(String message, Executable body) {
    assertEquals(message, assertThrows(ShapeException.class, body).getMessage());
  }

  private static void assertMistake(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
