package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final int MANY = 100_000;

  @Test
  void anAddressAlwaysHasTheSameNumbers() {
    assertArrayEquals(
        Draws.of(7, 3, "sampler").uniforms(100), Draws.of(7, 3, "sampler").uniforms(100));
  }

  @Test
  void differentAddressesHaveDifferentNumbers() {
    Set<Long> bits = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      for (int index = 0; index < 100; index++) {
        for (String purpose : new String[] {"sampler", "scheduler"}) {
          Draws draws = Draws.of(seed, index, purpose);
          for (int i = 0; i < 50; i++) {
            bits.add(draws.bits());
          }
        }
      }
    }

    assertEquals(10 * 100 * 2 * 50, bits.size());
  }

  @Test
  void sharedNumbersBelongToTheStudy() {
    Draws trial = Draws.of(7, 3, "sampler");
    long first = Draws.of(7, 3, "sampler").bits();

    assertEquals(trial.shared("shift").bits(), Draws.of(7, 9, "sampler").shared("shift").bits());
    assertTrue(trial.shared("shift").bits() != Draws.of(8, 3, "sampler").shared("shift").bits());
    assertTrue(trial.shared("shift").bits() != trial.shared("digits").bits());
    assertEquals(first, trial.bits());
  }

  @Test
  void uniformNumbersFillTheUnitInterval() {
    int[] cells = new int[16];
    for (double number : Draws.of(1, 1, "test").uniforms(MANY)) {
      cells[(int) (16 * number)]++;
    }

    double expected = MANY / 16.0;
    double chiSquared = 0;
    for (int cell : cells) {
      chiSquared += (cell - expected) * (cell - expected) / expected;
    }
    // The 99.9 % quantile of 15 degrees of freedom.
    assertTrue(chiSquared < 37.7, "χ² = " + chiSquared);
  }

  @Test
  void firstNumbersOfNeighbouringTrialsAreIndependent() {
    double product = 0;
    for (int i = 0; i < MANY; i++) {
      double here = Draws.of(1, i, "test").uniform() - 0.5;
      double next = Draws.of(1, i + 1, "test").uniform() - 0.5;
      product += here * next * 12 / MANY;
    }

    assertEquals(0, product, 4 / Math.sqrt(MANY));
  }

  @Test
  void wholeNumbersStayBelowTheBoundAndReachIt() {
    Draws draws = Draws.of(1, 1, "test");
    int[] counts = new int[3];
    for (int i = 0; i < MANY; i++) {
      counts[draws.below(3)]++;
    }
    for (int count : counts) {
      assertEquals(MANY / 3.0, count, 4 * Math.sqrt(MANY * 2 / 9.0));
    }
    assertEquals(0, draws.below(1));
    assertTrue(draws.below(Integer.MAX_VALUE) >= 0);
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    Draws draws = Draws.of(1, 1, "test");
    double[] moments = new double[4];
    for (int i = 0; i < MANY; i++) {
      double number = draws.normal();
      for (int k = 0; k < 4; k++) {
        moments[k] += Math.pow(number, k + 1) / MANY;
      }
    }

    assertArrayEquals(new double[] {0, 1, 0, 3}, moments, 0.1);
  }
}
