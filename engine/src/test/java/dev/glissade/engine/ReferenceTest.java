package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private final Graph graph = new Graph();

  private static Reference reference(Map<String, double[]> variables) {
    return Reference.of(Map.of(), Map.of(), variables, 0, 0);
  }

  @Test
  void theFirstNonFiniteValueIsNamedWithItsPlace() {
    Tensor v = graph.variable("v", Shape.of(3));
    Tensor root = graph.at("0.root", v::squareRoot);
    Tensor loss = graph.at("loss", root::sum);

    var found =
        reference(Map.of("v", new double[] {4, 1, -1})).firstNonFinite(List.of(loss)).orElseThrow();

    assertEquals(root, found.tensor());
    assertEquals(2, found.index());
    assertTrue(Double.isNaN(found.value()));
    assertTrue(
        reference(Map.of("v", new double[] {4, 1, 1})).firstNonFinite(List.of(loss)).isEmpty());
  }

  @Test
  void whatAFloatCannotHoldIsNotFinite() {
    Tensor v = graph.variable("v", Shape.of(1));

    var found =
        reference(Map.of("v", new double[] {1e30}))
            .firstNonFinite(List.of(v.square()))
            .orElseThrow();

    assertEquals(1e60, found.value(), 1e46);
  }

  @Test
  void missingValuesAreNamed() {
    Tensor v = graph.variable("v", Shape.of(3));
    Exception none =
        assertThrows(IllegalArgumentException.class, () -> reference(Map.of()).evaluate(v));
    assertEquals(
        "reference: expected 3 values of the variable 'v', but got none", none.getMessage());
    Exception few =
        assertThrows(
            IllegalArgumentException.class,
            () -> reference(Map.of("v", new double[2])).evaluate(v));
    assertEquals("reference: expected 3 values of the variable 'v', but got 2", few.getMessage());
    Exception scalar =
        assertThrows(
            IllegalArgumentException.class,
            () -> reference(Map.of()).evaluate(graph.scalar("rate")));
    assertEquals("reference: expected the scalar 'rate', but got []", scalar.getMessage());
  }

  @Test
  void theNormOfZerosHasAGradientOfZeros() {
    Tensor v = graph.variable("v", Shape.of(2));
    Tensor norm = graph.add(new Op.Norm(), v);
    Tensor gradient = Derivatives.gradients(norm, List.of(v)).getFirst();

    assertArrayEquals(new double[2], reference(Map.of("v", new double[2])).evaluate(gradient));
    assertArrayEquals(
        new double[] {0.6, 0.8},
        reference(Map.of("v", new double[] {3, 4})).evaluate(gradient),
        1e-15);
    double[] bad = reference(Map.of("v", new double[] {Double.NaN, 4})).evaluate(gradient);
    assertTrue(Double.isNaN(bad[1]));
  }

  @Test
  void withoutClassesThereIsOneLossOfZeroForEachRow() {
    Tensor v = graph.variable("v", Shape.of(2, 0));

    double[] losses =
        reference(Map.of("v", new double[0])).evaluate(graph.add(new Op.CrossEntropy(), v, v));

    assertArrayEquals(new double[2], losses);
  }

  @Test
  void theMomentsOfNothingAreNoNumbers() {
    Tensor v = graph.variable("v", Shape.of(0, 2));

    double[] moments =
        reference(Map.of("v", new double[0])).evaluate(graph.add(new Op.Moments(1), v));

    assertTrue(Double.isNaN(moments[0]) && Double.isNaN(moments[4]));
  }
}
