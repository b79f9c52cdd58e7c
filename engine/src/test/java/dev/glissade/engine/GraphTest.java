package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.of(4, 3));
  private final Tensor v = graph.variable("v", Shape.of(3));

  @Test
  void askingTwiceGivesTheSameTensor() {
    assertSame(x.plus(v), x.plus(v));
    assertSame(graph.variable("v", Shape.of(3)), v);
    assertNotSame(x.plus(v), v.plus(x));
    assertNotSame(graph.constant(0.0), graph.constant(-0.0));
  }

  @Test
  void neutralElementsVanish() {
    assertSame(x, x.times(1));
    assertSame(x, x.plus(0));
    assertSame(x, x.minus(0));
    assertSame(x, x.dividedBy(1));
    assertSame(x, graph.constant(1).broadcast(Shape.of(4, 3)).times(x));
    assertEquals(Shape.of(4, 3), v.times(graph.constant(1).broadcast(Shape.of(4, 3))).shape());
  }

  @Test
  void reshapesAndBroadcastsCollapse() {
    assertSame(x, x.reshape(Shape.of(12)).reshape(Shape.of(4, 3)));
    assertSame(x, x.broadcast(Shape.of(4, 3)));
    assertSame(x.times(v), x.times(v.broadcast(Shape.of(4, 3))));
    assertSame(x, graph.add(new Op.Concatenate(0), x));
    assertSame(
        graph.constant(2).broadcast(Shape.of(6)),
        graph.constant(2).broadcast(Shape.of(2, 3)).reshape(Shape.of(6)));
  }

  @Test
  void aTensorKnowsWhereItWasMade() {
    Tensor inner = graph.at("0.dense", () -> x.matMul(x.transpose(1, 0)));

    assertEquals("0.dense", inner.path());
    assertEquals("0.dense: matMul [4, 4]", inner.toString());
    assertEquals("", x.square().path());
    assertEquals("x [4, 3]", x.toString());
    assertEquals("errorFunction", new Op.Unary(UnaryFunction.ERROR_FUNCTION).label());
    assertEquals("add", new Op.Binary(BinaryFunction.ADD).label());
    assertEquals("crossEntropyGradient", new Op.CrossEntropyGradient().label());
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    Tensor a = graph.input("a", Shape.of(4, 2));
    assertComplaint(
        "matMul: expected [m, k] and [k, n], but got [4, 2] and [4, 2]", () -> a.matMul(a));
    assertComplaint(
        "matMul: expected [k, m] and [n, k], but got [4, 2] and [4, 3]",
        () -> graph.add(new Op.MatMul(true, true), a, x));
    assertComplaint(
        "matMul: expected [m, k] and [k, n], but got [3] and [4, 2]", () -> v.matMul(a));
    assertComplaint(
        "add: expected shapes that broadcast together, but got [4, 3] and [4, 2]", () -> x.plus(a));
    assertComplaint(
        "reshape: expected 7 elements, but got 12 ([4, 3] to [7])", () -> x.reshape(Shape.of(7)));
    assertComplaint(
        "broadcast: expected a shape that broadcasts to [5, 3], but got [4, 3]",
        () -> x.broadcast(Shape.of(5, 3)));
    assertComplaint(
        "transpose: expected each axis of [4, 3] once, but got [0, 0]", () -> x.transpose(0, 0));
    assertComplaint("sum: expected an axis of [4, 3], but got axis 2", () -> x.sum(2));
    assertComplaint("softmax: expected an axis of [], but got axis -1", this::softmaxOfANumber);
    assertComplaint(
        "slice: expected a range within [0, 3), but got [2, 4)", () -> x.slice(1, 2, 4));
  }

  @Test
  void shapesThatDoNotFitFusedOperationsAreNamed() {
    Tensor a = graph.input("a", Shape.of(4, 2));
    assertComplaint(
        "concatenate: expected shapes that differ on axis 1 only, but got [[4, 3], [3]]",
        () -> graph.add(new Op.Concatenate(1), x, v));
    assertComplaint(
        "oneHot: expected at least 1 class, but got 0", () -> graph.add(new Op.OneHot(0), v));
    assertComplaint(
        "crossEntropy: expected targets of shape [4, 3], but got [3]",
        () -> graph.add(new Op.CrossEntropy(), x, v));
    assertComplaint(
        "dropout: expected a rate of shape [], but got [3]",
        () -> graph.add(new Op.Dropout("m"), x, v));
    assertComplaint(
        "batchNorm: expected moments [3, 3], gamma [3] and beta [3], but got [[4, 3], [3], [3]]",
        () -> graph.add(new Op.BatchNorm(1, 1e-5), x, x, v, v));
    assertComplaint(
        "crossEntropyGradient: expected dy of shape [4], but got [3]",
        () -> graph.add(new Op.CrossEntropyGradient(), v, x, x));
    assertComplaint(
        "batchNormSums: expected dy [4, 3] and moments [3, 3], but got [4, 2] and [3, 3]",
        () -> graph.add(new Op.BatchNormSums(1, 1e-5), a, x, graph.add(new Op.Moments(1), x)));
    assertComplaint(
        "batchNormGradient: expected sums [2, 3] and gamma [3], but got [3] and [3]",
        () ->
            graph.add(
                new Op.BatchNormGradient(1, 1e-5), x, x, graph.add(new Op.Moments(1), x), v, v));
    assertComplaint(
        "literal: expected 2 values for [2], but got 1",
        () -> graph.literal(Shape.of(2), List.of(1.0)));
  }

  private void softmaxOfANumber() {
    graph.add(new Op.Softmax(), graph.constant(1));
  }

  /// A shortcut must not pass by the check.
  @Test
  void simplificationDoesNotHideAMistake() {
    Tensor six = graph.constant(2).broadcast(Shape.of(6));
    assertComplaint(
        "reshape: expected 7 elements, but got 6 ([6] to [7])", () -> six.reshape(Shape.of(7)));
    Tensor one = graph.constant(2).reshape(Shape.of(1, 1));
    assertComplaint(
        "broadcast: expected a shape that broadcasts to [5], but got [1, 1]",
        () -> one.broadcast(Shape.of(5)));
    assertComplaint(
        "multiply: expected 2 inputs, but got 1",
        () -> graph.add(new Op.Binary(BinaryFunction.MULTIPLY), x));
    assertComplaint(
        "reshape: expected 1 inputs, but got 0", () -> graph.add(new Op.Reshape(Shape.of(1))));
  }

  private static void assertComplaint(String message, Executable body) {
    assertEquals(message, assertThrows(ShapeException.class, body).getMessage());
  }

  @Test
  void tensorsOfTwoGraphsDoNotMix() {
    Tensor other = new Graph().input("y", Shape.of(3));

    Exception e = assertThrows(IllegalArgumentException.class, () -> x.plus(other));
    assertEquals("add: expected tensors of one graph, but got y [3] of another", e.getMessage());
  }

  @Test
  void aGradientIsAskedOfANumber() {
    assertComplaint(
        "gradients: expected a loss of 1 element, but got [4, 3]",
        () -> Derivatives.gradients(x, List.of(x)));
  }

  @Test
  void whatTheLossDoesNotDependOnHasAGradientOfZeros() {
    Tensor unused = graph.variable("unused", Shape.of(2));
    Tensor zeros = Derivatives.gradients(x.sum(), List.of(unused)).getFirst();

    assertSame(graph.constant(0).broadcast(Shape.of(2)), zeros);
  }

  @Test
  void theInnerPathOfAComplaintIsKept() {
    ShapeException inner =
        new ShapeException("matMul: expected A, but got B").at("1.block.0.dense");

    assertEquals("1.block.0.dense: matMul: expected A, but got B", inner.getMessage());
    assertEquals(inner.getMessage(), inner.at("1.block").getMessage());
  }
}
