package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.nn.BatchNorm.Freeze;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Freezing, ghost batches and renormalisation, and what goes wrong elsewhere.
class BatchNormSwitchesTest {
  private static final Shape SHAPE = Shape.of(12, 3);

  private static Traced on(Layer layer, Shape shape, Mode mode) {
    return Traced.of(layer, shape, mode);
  }

  private static Trace declared(Layer layer) {
    return Model.of(layer, SHAPE.tail()).trace(new Graph().input("x", SHAPE), Mode.TRAINING);
  }

  @Test
  void frozenStatisticsAreUsedAndDoNotMove() {
    Layer layer = BatchNorm.of().frozen(Freeze.STATISTICS);

    assertArrayEquals(
        on(layer, SHAPE, Mode.INFERENCE).run(), on(layer, SHAPE, Mode.TRAINING).run());
    assertEquals(Map.of(), declared(layer).updates());
    assertEquals(2, declared(layer).parameters().size());
  }

  @Test
  void frozenAveragesKeepTheirCorrectionToo() {
    Trace trace = declared(BatchNorm.of().frozen(Freeze.ALL));

    assertEquals(Map.of("decay", 1.0), trace.knobs());
    assertEquals(Set.of("decay"), trace.products());
  }

  @Test
  void aFrozenGainIsNoParameterSoThatNothingDecaysIt() {
    Trace trace = declared(BatchNorm.of().frozen(Freeze.AFFINE));

    assertEquals(List.of(), trace.parameters());
    assertEquals(Set.of("mean", "variance"), trace.updates().keySet());
    assertTrue(trace.statistics().stream().anyMatch(each -> each.path().equals("gamma")));
  }

  @Test
  void averagesThatMoveAreUsedAsTheyWereBeforeTheStep() {
    Layer layer = new BatchNorm(0.5, 1e-5, BatchNorm.Average.CORRECTED, false);
    Layer frozen = ((BatchNorm) layer).frozen(new Freeze(true, false, false));
    Traced training = on(frozen, SHAPE, Mode.TRAINING);
    Traced use = on(frozen, SHAPE, Mode.INFERENCE);
    // The product with the decay of this step is 0.25, without it 0.5.
    training.scalars.put("decay.product", 0.25);

    assertArrayEquals(use.evaluate(), training.evaluate(), 1e-12);
    assertFalse(declared(frozen).updates().isEmpty());
  }

  @Test
  void oneGhostIsTheBatch() {
    assertArrayEquals(
        on(BatchNorm.of(), SHAPE, Mode.TRAINING).run(),
        on(GhostBatchNorm.of(12), SHAPE, Mode.TRAINING).run());
  }

  @Test
  void accumulatedMicroBatchesAreGhostsOfTheBatch() {
    Traced ghosts = on(GhostBatchNorm.of(4), SHAPE, Mode.TRAINING);
    float[] whole = ghosts.run();
    float[] gradient = ghosts.gradient("x");
    float[] gammaGradient = ghosts.gradient("gamma");
    float[] sum = new float[3];
    for (int from = 0; from < 36; from += 12) {
      Traced part = on(BatchNorm.of(), Shape.of(4, 3), Mode.TRAINING);
      part.values.put("x", Arrays.copyOfRange(ghosts.values.get("x"), from, from + 12));

      assertArrayEquals(Arrays.copyOfRange(whole, from, from + 12), part.run());
      assertArrayEquals(Arrays.copyOfRange(gradient, from, from + 12), part.gradient("x"));
      float[] partial = part.gradient("gamma");
      for (int i = 0; i < 3; i++) {
        sum[i] += partial[i];
      }
    }
    assertArrayEquals(sum, gammaGradient, 1e-5f);
  }

  @Test
  void theAveragesMoveByTheMeanOfTheGhosts() {
    Traced traced =
        new Traced(
            it -> {
              var x = it.variable("x", Shape.of(5, 1), -2, 2);
              it.variable("mean", Shape.of(1), 0, 0);
              it.variable("variance", Shape.of(1), 0, 0);
              Trace.Builder builder = new Trace.Builder(it.graph, Mode.TRAINING);
              var layer = GhostBatchNorm.of(3);
              Trace trace = builder.build(layer.apply(x, new Scope(builder, "")));
              it.scalars.put("decay", 0.0);
              return java.util.Objects.requireNonNull(trace.updates().get("variance"));
            });
    double[] x = traced.values.get("x");

    double expected = 0.6 * variance(x, 0, 3) + 0.4 * variance(x, 3, 5);
    assertEquals(expected, traced.evaluate()[0], 1e-12);
  }

  private static double variance(double[] x, int from, int to) {
    double mean = Arrays.stream(x, from, to).average().orElseThrow();
    return Arrays.stream(x, from, to).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  @Test
  void renormalisationWithoutRoomIsBatchNormalisation() {
    assertArrayEquals(
        on(BatchNorm.of(), SHAPE, Mode.TRAINING).run(),
        on(new BatchRenorm(BatchNorm.of(), 1, 0), SHAPE, Mode.TRAINING).run());
  }

  @Test
  void renormalisationWithRoomGivesInTrainingWhatItGivesInUse() {
    Layer layer = new BatchRenorm(BatchNorm.keras(), 1e6, 1e6);

    assertArrayEquals(
        on(layer, SHAPE, Mode.INFERENCE).evaluate(),
        on(layer, SHAPE, Mode.TRAINING).evaluate(),
        1e-12);
  }

  @Test
  void noGradientFlowsThroughTheCorrectionsOfRenormalisation() {
    Traced renorm = on(new BatchRenorm(BatchNorm.keras(), 1.5, 0.2), SHAPE, Mode.TRAINING);
    Traced plain = on(BatchNorm.keras(), SHAPE, Mode.TRAINING);
    double[] x = renorm.values.get("x");
    for (int unit = 0; unit < 3; unit++) {
      double[] column = new double[12];
      for (int i = 0; i < 12; i++) {
        column[i] = x[3 * i + unit];
      }
      double mean = Arrays.stream(column).average().orElseThrow();
      double deviation = Math.sqrt(renorm.values.get("variance")[unit] + 1e-3);
      double r = Math.sqrt(variance(column, 0, 12) + 1e-3) / deviation;
      double d = (mean - renorm.values.get("mean")[unit]) / deviation;
      double gamma = renorm.values.get("gamma")[unit];
      plain.values.get("gamma")[unit] = gamma * Math.clamp(r, 1 / 1.5, 1.5);
      plain.values.get("beta")[unit] += gamma * Math.clamp(d, -0.2, 0.2);
    }

    assertArrayEquals(plain.evaluate(), renorm.evaluate(), 1e-12);
    assertArrayEquals(plain.gradient("x"), renorm.gradient("x"), 1e-5f);
  }

  @Test
  void aBatchOfOneGivesTheShift() {
    for (Layer layer : List.of(BatchNorm.of(), BatchNorm.pytorch(), GhostBatchNorm.of(5))) {
      Traced traced = on(layer, Shape.of(1, 3), Mode.TRAINING);
      float[] y = traced.run();
      for (int i = 0; i < 3; i++) {
        assertEquals((float) traced.values.get("beta")[i], y[i], layer.toString());
      }
      assertArrayEquals(new float[3], traced.gradient("x"));
    }
  }

  @Test
  void pytorchsMomentumOfATenthIsADecayOfNineTenths() {
    assertEquals(0.9, BatchNorm.pytorch().decay());
    assertEquals(0.99, BatchNorm.keras().decay());
    assertTrue(BatchNorm.pytorch().isUnbiased());
    assertFalse(BatchNorm.keras().isUnbiased());
  }

  @Test
  void aBiasInFrontOfAnyOfThemIsLeftOut() {
    for (Layer norm : List.of(BatchNorm.of(), GhostBatchNorm.of(4), BatchRenorm.of())) {
      Trace trace = declared(Sequential.of(Dense.of(4), norm));
      assertTrue(
          trace.parameters().stream().noneMatch(each -> each.role() == Role.BIAS), norm + "");
    }
    Trace kept = declared(Sequential.of(Dense.of(4), LayerNorm.of()));
    assertTrue(kept.parameters().stream().anyMatch(each -> each.role() == Role.BIAS));
  }

  @Test
  void mistakesAreNamed() {
    assertMistake(
        "GhostBatchNorm: size must be positive, but got size=0", () -> GhostBatchNorm.of(0));
    assertMistake(
        "BatchRenorm: ratio must be at least 1 and finite, but got ratio=0.5",
        () -> new BatchRenorm(BatchNorm.of(), 0.5, 0));
    assertMistake(
        "BatchRenorm: shift must be at least 0 and finite, but got shift=-1.0",
        () -> new BatchRenorm(BatchNorm.of(), 1, -1));
  }

  private static void assertMistake(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
