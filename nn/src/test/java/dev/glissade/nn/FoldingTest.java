package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Shape;
import dev.glissade.testkit.Comparison;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldingTest {
  private static final Layer LAYERS =
      Sequential.of(
          Dense.of(6),
          BatchNorm.of(),
          Tanh.of(),
          Residual.of(Dense.of(6), new GhostBatchNorm(BatchNorm.keras(), 4), Relu.of()),
          LayerNorm.of(),
          Sequential.of(Dense.of(5), BatchRenorm.of()),
          Dense.of(3));
  private static final Shape SHAPE = Shape.of(9, 4);

  private static Folding.Folded fold(Traced original) {
    Map<String, float[]> numbers = new HashMap<>();
    original.values.forEach((path, values) -> numbers.put(path, Comparison.narrow(values)));
    Map<String, Double> products = new HashMap<>();
    original.scalars.forEach((name, value) -> products.put(name.replace(".product", ""), value));
    return Folding.fold(Model.of(LAYERS, SHAPE.tail()), numbers, products);
  }

  @Test
  void theFoldedModelGivesTheSameOutputs() {
    Traced original = Traced.of(LAYERS, SHAPE, Mode.INFERENCE);
    var folded = fold(original);
    Traced again = Traced.of(folded.layer(), SHAPE, Mode.INFERENCE);
    folded
        .numbers()
        .forEach(
            (path, values) -> {
              if (again.values.containsKey(path)) {
                again.values.put(path, Comparison.widen(values));
              }
            });

    assertArrayEquals(original.evaluate(), again.evaluate(), 1e-5);
  }

  @Test
  void onlyDenseLayersAreLeftOfWhatIsFolded() {
    Model model = Model.of(fold(Traced.of(LAYERS, SHAPE, Mode.INFERENCE)).layer(), SHAPE.tail());

    assertEquals(
        List.of(
            "0.dense.weight",
            "0.dense.bias",
            "2.residual.body.0.dense.weight",
            "2.residual.body.0.dense.bias",
            "3.layernorm.gamma",
            "3.layernorm.beta",
            "4.sequential.0.dense.weight",
            "4.sequential.0.dense.bias",
            "5.dense.weight",
            "5.dense.bias"),
        model.trace().parameters().stream().map(Parameter::path).toList());
    assertTrue(model.trace().statistics().isEmpty());
  }

  @Test
  void aMissingNumberIsNamed() {
    var mistake =
        assertThrows(
            IllegalArgumentException.class,
            () -> Folding.fold(Model.of(LAYERS, SHAPE.tail()), Map.of(), Map.of()));

    assertEquals(
        "fold: expected the values of '0.dense.weight', but got none", mistake.getMessage());
  }
}
