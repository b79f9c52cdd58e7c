package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParamTest {
  static Stream<Param.Finite> finite() {
    return Stream.of(
        new Param.Stepped(0, 1, 0.1),
        new Param.Stepped(-0.3, 0.35, 0.05),
        new Param.Stepped(1e9, 1e9 + 1, 1e-3),
        new Param.Stepped(0, 1, 0.3),
        new Param.Stepped(2, 2, 1),
        new Param.Whole(1, 7, 1),
        new Param.Whole(-5, 6, 2),
        new Param.Whole(1L << 53, 1L << 53, 1),
        new Param.LogWhole(1, 1000),
        new Param.LogWhole((1L << 48) - 1000, 1L << 48),
        new Param.LogWhole(3, 3),
        new Param.PowerOfTwo(1, 1L << 40),
        new Param.PowerOfTwo(32, 32),
        new Param.Choice(List.of("relu", "tanh", "gelu")),
        new Param.Ordinal(List.of("small", "medium", "large")),
        new Param.Fixed(Value.of("adam")));
  }

  static Stream<Param.Continuous> continuous() {
    return Stream.of(
        new Param.Uniform(-3, 5),
        new Param.Uniform(0.25, 0.25),
        new Param.Log(1e-6, 10),
        new Param.Log(0.1, 0.1),
        new Param.LogOneMinus(0.9, 0.999),
        new Param.LogOneMinus(0, 1 - 1e-9),
        new Param.LogOneMinus(0.5, 0.5));
  }

  @ParameterizedTest
  @MethodSource("finite")
  void eachOfFinitelyManyValuesHasACoordinateThatLeadsBack(Param.Finite param) {
    Set<Value> values = new HashSet<>();
    for (int i = 0; i < param.size(); i++) {
      Value value = param.value(i);

      assertEquals(value, param.at(param.unit(value)));
      assertEquals(i, param.index(value));
      assertTrue(param.contains(value));
      values.add(value);
    }
    assertEquals(param.size(), values.size());
    assertEquals(param.size(), param.count().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void coordinatesOfAContinuumLeadBackUpToRounding(Param.Continuous param) {
    for (int i = 0; i <= 1000; i++) {
      double number = ((Value.Real) param.at(i / 1000.0)).number();
      double unit = param.unit(Value.of(number));
      double again = ((Value.Real) param.at(unit)).number();

      assertEquals(number, again, 1e-14 * Math.max(Math.abs(number), param.high() - param.low()));
      assertTrue(unit >= 0 && unit <= 1, () -> "coordinate " + unit);
      assertTrue(param.contains(Value.of(number)));
      if (param.low() < param.high()) {
        assertEquals(i / 1000.0, unit, 1e-6);
      }
    }
  }

  @Test
  void theEndsAreReached() {
    Stream.concat(finite(), continuous())
        .forEach(
            param -> {
              assertEquals(param.at(0), param.at(-0.5));
              assertEquals(param.at(1), param.at(1.5));
            });
    assertEquals(Value.of(1e-6), new Param.Log(1e-6, 10).at(0));
    assertEquals(Value.of(10.0), new Param.Log(1e-6, 10).at(1));
    assertEquals(Value.of(0.999), new Param.LogOneMinus(0.9, 0.999).at(1));
    assertEquals(Value.of(1000), new Param.LogWhole(1, 1000).at(1));
  }

  @Test
  void halfOfTheUsualBetasIsBelowNinetyNinePercent() {
    assertEquals(0.99, ((Value.Real) new Param.LogOneMinus(0.9, 0.999).at(0.5)).number(), 1e-12);
    assertEquals(0.5, new Param.LogOneMinus(0.9, 0.999).unit(Value.of(0.99)), 1e-12);
  }

  @Test
  void theMiddleOfALogarithmicScaleIsTheGeometricMean() {
    assertEquals(1e-3, ((Value.Real) new Param.Log(1e-5, 1e-1).at(0.5)).number(), 1e-15);
  }

  @Test
  void wholeNumbersOnALogarithmicScaleHaveBordersAtHalves() {
    var param = new Param.LogWhole(1, 3);
    double width = Math.log(3.5 / 0.5);

    assertEquals(Value.of(1), param.at(Math.log(1.5 / 0.5) / width - 1e-9));
    assertEquals(Value.of(2), param.at(Math.log(1.5 / 0.5) / width + 1e-9));
    assertEquals(Value.of(2), param.at(Math.log(2.5 / 0.5) / width - 1e-9));
    assertEquals(Value.of(3), param.at(Math.log(2.5 / 0.5) / width + 1e-9));
  }

  @Test
  void stepsDoNotAccumulateAndTheHighEndIsReached() {
    var tenths = new Param.Stepped(0, 1, 0.1);

    assertEquals(
        IntStream.rangeClosed(0, 10).mapToObj(i -> Value.of(i / 10.0)).toList(),
        IntStream.range(0, tenths.size()).mapToObj(tenths::value).toList());
    assertEquals(Value.of(1.0), tenths.at(1));
    assertEquals(0.9, ((Value.Real) new Param.Stepped(0, 1, 0.3).at(1)).number());
    assertEquals(16_777_216, new Param.Stepped(0, 1_677_721.5, 0.1).size());
    assertTrue(tenths.contains(Value.of(0.1 + 0.2)));
    assertFalse(tenths.contains(Value.of(0.25)));
  }

  @Test
  void cellsAreEquallyLikely() {
    var param = new Param.Whole(1, 7, 1);
    int[] counts = new int[8];
    for (int i = 0; i < 7000; i++) {
      counts[(int) ((Value.Whole) param.at((i + 0.5) / 7000)).number()]++;
    }

    assertEquals(
        List.of(0, 1000, 1000, 1000, 1000, 1000, 1000, 1000),
        IntStream.of(counts).boxed().toList());
  }

  @Test
  void valuesOfAnotherKindAreNotContained() {
    assertFalse(new Param.Uniform(0, 1).contains(Value.of("0.5")));
    assertFalse(new Param.Uniform(0, 1).contains(Value.of(1)));
    assertFalse(new Param.Whole(0, 6, 2).contains(Value.of(3)));
    assertFalse(new Param.Whole(0, 6, 2).contains(Value.of(8)));
    assertFalse(new Param.PowerOfTwo(1, 8).contains(Value.of(3)));
    assertFalse(new Param.Choice(List.of("a")).contains(Value.of("b")));
    assertEquals(
        "value: expected one of Whole[low=0, high=6, step=2], but got 3",
        assertThrows(
                IllegalArgumentException.class, () -> new Param.Whole(0, 6, 2).unit(Value.of(3)))
            .getMessage());
  }

  @Test
  void impossibleRangesAreRefused() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> new Param.Uniform(1, 0),
            () -> new Param.Uniform(Double.NaN, 0),
            () -> new Param.Uniform(-Double.MAX_VALUE, Double.MAX_VALUE),
            () -> new Param.Log(0, 1),
            () -> new Param.Log(1e-300, 1e300),
            () -> new Param.LogOneMinus(0.9, 1),
            () -> new Param.Stepped(0, 1, 0),
            () -> new Param.Stepped(0, 1, Double.NaN),
            () -> new Param.Stepped(0, 1, 1e-9),
            () -> new Param.Whole(0, 1, 0),
            () -> new Param.Whole(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 45),
            () -> new Param.LogWhole(0, 3),
            () -> new Param.PowerOfTwo(3, 8),
            () -> new Param.Choice(List.of()),
            () -> new Param.Ordinal(List.of("a", "a")))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
    assertEquals(
        "log: expected ends in order and inside of its scale, but got 0.0 and 1.0",
        assertThrows(IllegalArgumentException.class, () -> new Param.Log(0, 1)).getMessage());
  }
}
