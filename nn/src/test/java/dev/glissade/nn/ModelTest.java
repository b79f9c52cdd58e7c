package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static List<String> parameters(Layer layer, int inputs) {
    return Model.of(layer, Shape.of(inputs)).trace().parameters().stream()
        .map(Parameter::path)
        .toList();
  }

  @Test
  void itsSummaryIsATableOfLayers() {
    Layer layers =
        Sequential.of(
            Dense.of(128),
            BatchNorm.of(),
            Relu.of(),
            Dropout.of(0.2),
            Residual.of(Dense.of(128), Tanh.of()),
            Dense.of(10));

    assertEquals(
        """
        layer                    output               parameters  FLOPs/example
        input                    [64]
        0.dense                  [128]                     8,192         16,384
        1.batchnorm              [128]                       256            384
        2.relu                   [128]                         0            128
        4.residual.body.0.dense  [128]                    16,512         32,896
        4.residual.body.1.tanh   [128]                         0            128
        4.residual               [128]                         0            128
        5.dense                  [10]                      1,290          2,570
        total                                             26,250         52,618
        """,
        Model.of(layers, Shape.of(64)).summary());
  }

  @Test
  void itsShapesAreThoseOfOneExample() {
    Model model = Model.of(Sequential.of(Flatten.of(), Dense.of(10)), Shape.of(8, 8));

    assertEquals(Shape.of(8, 8), model.input());
    assertEquals(Shape.of(10), model.output());
    assertEquals(650, model.parameterCount());
  }

  @Test
  void aBiasBeforeABatchNormalisationIsDropped() {
    assertEquals(
        List.of(
            "0.dense.weight",
            "1.batchnorm.gamma",
            "1.batchnorm.beta",
            "2.dense.weight",
            "2.dense.bias"),
        parameters(Sequential.of(Dense.of(4), BatchNorm.of(), Dense.of(2)), 3));
    assertEquals(
        List.of(
            "0.sequential.0.dense.weight",
            "0.sequential.0.dense.bias",
            "0.sequential.1.dense.weight",
            "1.batchnorm.gamma",
            "1.batchnorm.beta"),
        parameters(Sequential.of(Sequential.of(Dense.of(4), Dense.of(4)), BatchNorm.of()), 3));
  }

  @Test
  void parametersHaveRoles() {
    Model model = Model.of(Sequential.of(Dense.of(4), Relu.of(), BatchNorm.of()), Shape.of(3));

    assertEquals(
        List.of(Role.WEIGHT, Role.BIAS, Role.GAIN, Role.SHIFT),
        model.trace().parameters().stream().map(Parameter::role).toList());
    assertEquals("weight", Role.WEIGHT.label());
  }

  @Test
  void aResidualLayerAddsItsInput() {
    Traced traced = Traced.of(Residual.of(Tanh.of()), Shape.of(2, 3), Mode.TRAINING);
    double[] expected =
        java.util.Arrays.stream(traced.values.get("x")).map(x -> x + Math.tanh(x)).toArray();

    assertArrayEquals(expected, traced.evaluate(), 1e-12);
  }

  @Test
  void aShapeErrorIsReportedWhenTheModelIsMade() {
    Layer wrong =
        (x, scope) ->
            x.matMul(scope.parameter("w", Shape.of(5, 2), Role.WEIGHT, Initializer.zeros()));

    ShapeException e =
        assertThrows(
            ShapeException.class,
            () -> Model.of(Sequential.of(Dense.of(4), new Named(wrong)), Shape.of(3)));
    assertEquals(
        "1.named: matMul: expected [m, k] and [k, n], but got [2, 4] and [5, 2]", e.getMessage());
  }

  private record Named(Layer layer) implements Layer {
    @Override
    public dev.glissade.engine.Tensor apply(dev.glissade.engine.Tensor x, Scope scope) {
      return layer.apply(x, scope);
    }
  }

  @Test
  void softmaxGoesAlongAnyAxis() {
    for (int axis : new int[] {0, 1, 2, -2}) {
      Traced traced =
          new Traced(
              it ->
                  Functions.softmax(it.variable("x", Shape.of(2, 3, 4), -2, 2), axis)
                      .sum(axis < 0 ? 3 + axis : axis));
      for (double sum : traced.evaluate()) {
        assertEquals(1, sum, 1e-12);
      }
    }
  }

  @Test
  void logSumExpIsSafeAndItsGradientIsSoftmax() {
    Traced traced = new Traced(it -> Functions.logSumExp(it.variable("x", Shape.of(1, 3), 0, 1)));
    traced.values.put("x", new double[] {1e4, 1e4, -1e4});

    assertEquals(1e4 + Math.log(2), traced.evaluate()[0], 1e-9);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0}, traced.gradient("x"), 1e-6f);
  }
}
