package dev.glissade.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void theMedianIsTheMiddleValueOrTheMeanOfTheTwoMiddleOnes() {
    assertEquals(2, Sample.of(3, 1, 2).median());
    assertEquals(2.5, Sample.of(4, 1, 2, 3).median());
    assertEquals(1, Sample.of(3, 1, 2).min());
    assertEquals(3, Sample.of(3, 1, 2).max());
  }

  @Test
  void changedValuesAreSortedAgain() {
    assertEquals(List.of(0.25, 0.5, 1.0), Sample.of(1, 2, 4).map(x -> 1 / x).values());
  }

  @Test
  void thereIsAtLeastOneValue() {
    assertEquals(
        "sample: expected at least one value, but got none",
        assertThrows(IllegalArgumentException.class, Sample::of).getMessage());
  }

  @Test
  void aBlockIsTheTimeOfOneCall() {
    int[] calls = {0};
    int[] last = {-1};

    Sample sample =
        new Stopwatch(0, 0.01, 4)
            .microseconds(
                index -> {
                  assertEquals(last[0] + 1, index);
                  last[0] = index;
                  calls[0]++;
                  long end = System.nanoTime() + 200_000;
                  while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                });

    assertEquals(4, sample.size());
    assertTrue(sample.min() >= 200, sample.toString());
    // Warm-up, finding the number of calls, and four blocks.
    assertTrue(calls[0] >= 6 * 3, "calls: " + calls[0]);
  }
}
