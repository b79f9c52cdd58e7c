package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogExpectedImprovementTest {
  /// Computed with mpmath in 50 digits.
  @ParameterizedTest
  @CsvSource({
    "5, 1.6094379231264313851, 0.19999994053122004649",
    "1, 0.080026218849306940029, 0.77663872520173925975",
    "0.5, -0.35982768374506381859, 0.99092271800410996015",
    "0, -0.91893853320467274178, 1.2533141373155002512",
    "-0.5, -1.6205162643873199193, 1.5598731483480796712",
    "-0.999, -2.4832171154475854412, 1.9035493173589594259",
    "-1, -2.4851210257126413368, 1.9042712333296918229",
    "-1.001, -2.4870256579553892129, 1.904993272734213012",
    "-2, -4.7687835239171141569, 2.6794168839555859839",
    "-5, -16.744301162660990143, 5.3618162412880885298",
    "-6, -22.578879392169797367, 6.309840773209831577",
    "-10, -55.553122036122355927, 10.194383033412553306",
    "-25, -319.86146358149595433, 25.079620234266532815",
    "-39.9, -804.29857146543718855, 39.950031269397796269",
    "-40.1, -812.30855281756857467, 40.149782663947819338",
    "-100, -5010.1295788002497923, 100.01999400419586505"
  })
  void itHasTheValuesOfHighPrecision(double z, double log, double slope) {
    assertEquals(log, LogExpectedImprovement.log(z), 1e-11 * Math.abs(log));
    assertEquals(slope, LogExpectedImprovement.slope(z), 1e-11 * slope);
  }

  @Test
  void itIsFiniteFarBelowTheSmallestNumber() {
    assertEquals(-5000000000000037.76, LogExpectedImprovement.log(-1e8), 1);
    assertEquals(1e8, LogExpectedImprovement.slope(-1e8), 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.01, 0.3, 0.5, 0.975, 1 - 1e-9})
  void theQuantileIsTheInverseOfTheProbability(double probability) {
    double z = LogExpectedImprovement.quantile(probability);

    assertEquals(probability, Normal.cdf(z), 1e-14);
    assertEquals(1.959963984540054, LogExpectedImprovement.quantile(0.975), 1e-12);
  }
}
