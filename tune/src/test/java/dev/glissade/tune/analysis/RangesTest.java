package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.tune.Param;
import dev.glissade.tune.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static void assertWider(Param expected, Param param, boolean isHigh) {
    assertEquals(Optional.of(expected), Ranges.wider(param, isHigh));
  }

  @Test
  void halfAsWideAgainInTheirScale() {
    assertWider(new Param.Uniform(-1, 5), new Param.Uniform(-1, 3), true);
    assertWider(new Param.Uniform(-3, 3), new Param.Uniform(-1, 3), false);
    assertWider(new Param.Log(1e-4, 0.1), new Param.Log(1e-4, 1e-2), true);
    assertWider(new Param.Log(1e-5, 1e-2), new Param.Log(1e-4, 1e-2), false);
    assertWider(new Param.LogOneMinus(0.9, 0.9999), new Param.LogOneMinus(0.9, 0.999), true);
    assertWider(new Param.Whole(1, 9, 2), new Param.Whole(1, 7, 2), true);
    assertWider(new Param.LogWhole(10, 10_000), new Param.LogWhole(10, 1000), true);
    assertWider(new Param.PowerOfTwo(16, 1024), new Param.PowerOfTwo(16, 256), true);
    assertWider(new Param.PowerOfTwo(4, 256), new Param.PowerOfTwo(16, 256), false);
    assertWider(new Param.Stepped(0, 0.75, 0.25), new Param.Stepped(0, 0.5, 0.25), true);
  }

  @Test
  void naturalEndsAreNotPassed() {
    assertEquals(Optional.empty(), Ranges.wider(new Param.Uniform(0, 0.5), false));
    assertWider(new Param.Uniform(0, 0.5), new Param.Uniform(0.1, 0.5), false);
    assertEquals(Optional.empty(), Ranges.wider(new Param.Whole(1, 6, 1), false));
    assertWider(new Param.Whole(2, 6, 1), new Param.Whole(3, 6, 1), false);
    assertEquals(Optional.empty(), Ranges.wider(new Param.LogWhole(1, 64), false));
    assertEquals(Optional.empty(), Ranges.wider(new Param.PowerOfTwo(1, 64), false));
    assertEquals(Optional.empty(), Ranges.wider(new Param.Stepped(0, 1, 0.25), false));
    assertWider(new Param.LogOneMinus(0, 0.99), new Param.LogOneMinus(0.5, 0.99), false);
    assertEquals(Optional.empty(), Ranges.wider(new Param.Choice(List.of("a", "b")), true));
    assertEquals(Optional.empty(), Ranges.wider(new Param.Fixed(Value.of(1)), true));
  }

  @Test
  void rangesInWords() {
    assertEquals("[1e-5, 0.1] (log)", Ranges.text(new Param.Log(1e-5, 0.1)));
    assertEquals("[1, 9] by 2", Ranges.text(new Param.Whole(1, 9, 2)));
    assertEquals("sgd, adam", Ranges.text(new Param.Choice(List.of("sgd", "adam"))));
  }
}
