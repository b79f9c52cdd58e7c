package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Reference;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Muon, and two optimisers side by side; the golden files compare the numbers.
class MuonTest {
  private static final double[] GRADIENT = {4, -1, 2, 0.5, 3, -2};

  /// Five steps bring every singular value from 0.02 on to between 0.68 and 1.14, so its square to
  /// between 0.46 and 1.29.
  private static final double SLACK = 0.54;

  private static Update update(
      String block, Graph graph, Shape shape, Update.Declarations declared) {
    Tensor parameter = graph.variable(block, Shape.of(shape.size()));
    var segment = new Update.Segment("layer/" + block, shape, 0, shape.size());
    return Update.of(block, parameter, List.of(segment), declared);
  }

  private static double[] direction(Shape shape) {
    return direction(Muon.of(1), shape, Map.of("momentum", 0.95));
  }

  private static double[] direction(Optimizer optimizer, Shape shape, Map<String, Double> scalars) {
    Graph graph = new Graph();
    Update.Declarations declared = new Update.Declarations();
    Update update = update("weight", graph, shape, declared);
    Tensor g = graph.variable("gradient", Shape.of(shape.size()));
    Tensor result = optimizer.transforms().getFirst().apply(g, update);
    Map<String, double[]> variables = new HashMap<>();
    declared.slots().forEach((name, size) -> variables.put(name, new double[size.size()]));
    variables.put("gradient", GRADIENT);
    return Reference.of(Map.of(), scalars, variables, 0, 0).evaluate(result);
  }

  @Test
  void theChangeOfAMatrixIsNearlyOrthogonalAlsoIfItIsTall() {
    double[] wide = direction(Shape.of(2, 3));
    double[] tall = direction(Shape.of(3, 2));
    double scale = Math.sqrt(1.5);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double ofWide = 0;
        double ofTall = 0;
        for (int k = 0; k < 3; k++) {
          ofWide += wide[3 * i + k] * wide[3 * j + k] / (scale * scale);
          ofTall += tall[2 * k + i] * tall[2 * k + j];
        }
        assertEquals(i == j ? 1 : 0, ofWide, SLACK, i + ", " + j);
        assertEquals(i == j ? 1 : 0, ofTall, SLACK, i + ", " + j);
      }
    }
  }

  /// Singular values from 0.001 on end between 0.84 and 1.15.
  @Test
  void polarExpressComesCloserToOrthogonal() {
    Muon polar = Muon.of(1).with(Muon.Iteration.POLAR_EXPRESS);
    double[] o = direction(polar, Shape.of(3, 2), Map.of("momentum", 0.95));
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double product = o[i] * o[j] + o[2 + i] * o[2 + j] + o[4 + i] * o[4 + j];
        assertEquals(i == j ? 1 : 0, product, 0.31, i + ", " + j);
      }
    }
  }

  @Test
  void everyUnitOfNorMuonStepsEquallyFar() {
    double[] o = direction(NorMuon.of(1), Shape.of(3, 2), Map.of("momentum", 0.95, "beta2", 0.95));
    for (int unit = 0; unit < 2; unit++) {
      double squares = 0;
      for (int row = 0; row < 3; row++) {
        squares += o[2 * row + unit] * o[2 * row + unit];
      }
      assertEquals(0.2, Math.sqrt(squares / 3), 1e-6);
    }
  }

  @Test
  void aVectorIsRefusedWithAWayOut() {
    Graph graph = new Graph();
    Update update = update("weight", graph, Shape.of(6), new Update.Declarations());
    Transform muon = Muon.of(1).transforms().getFirst();

    assertEquals(
        "muon: expected matrices, but got layer/weight [6] — help: use ByRole with another"
            + " optimiser for the rest",
        assertThrows(IllegalArgumentException.class, () -> muon.apply(update.parameter(), update))
            .getMessage());
  }

  @Test
  void twoOptimizersSideBySideHaveKnobsAndRatesOfTheirOwn() {
    Graph graph = new Graph();
    Update.Declarations declared = new Update.Declarations();
    Update weight = update("weight", graph, Shape.of(2, 3), declared);
    Update bias = update("bias", graph, Shape.of(6), declared);
    Optimizer both =
        new ByRole(
            SignDescent.of(1).decay(new WeightDecay(0.25, WeightDecay.Kind.DECOUPLED, false)),
            SignDescent.of(1).decay(new WeightDecay(0.5, WeightDecay.Kind.DECOUPLED, false)),
            0.1);
    List<Tensor> gradients = List.of(weight.parameter(), bias.parameter());
    List<Tensor> values = both.apply(gradients, List.of(weight, bias));
    double[] theta = {4, -4, 4, 4, 4, 4};
    Map<String, Double> scalars =
        Map.of("learning-rate", 0.5, "weight-decay", 0.25, "others.weight-decay", 0.5);
    var found =
        Reference.of(Map.of(), scalars, Map.of("weight", theta, "bias", theta), 0, 0)
            .evaluate(values);

    assertEquals(scalars.keySet(), declared.knobs().keySet());
    assertEquals(4 - 0.5 * (1 + 0.25 * 4), first(found, values.get(0)), 1e-15);
    assertEquals(4 - 0.05 * (1 + 0.5 * 4), first(found, values.get(1)), 1e-15);
    assertTrue(both.isScaled());
  }

  @Test
  void productsOfScopedKnobsAreScopedToo() {
    Graph graph = new Graph();
    Update.Declarations declared = new Update.Declarations();
    Update bias = update("bias", graph, Shape.of(6), declared);
    new ByRole(Muon.of(1), Adam.of(), 1).apply(List.of(bias.parameter()), List.of(bias));

    assertEquals(Set.of("others.beta1", "others.beta2"), declared.products());
  }

  private static double first(Map<Tensor, double[]> values, Tensor tensor) {
    return values.getOrDefault(tensor, new double[] {Double.NaN})[0];
  }
}
