package dev.glissade.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
  /// Values to 16 digits by mpmath.
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.1, 0.8875370839817152",
    "0.5, 0.4795001221869535",
    "0.9, 0.2030917875771679",
    "1.2, 0.0896860217703646",
    "2, 0.004677734981047266",
    "5, 1.537459794428035e-12",
    "20, 5.395865611607901e-176",
    "-0.5, 1.520499877813047",
    "-3, 1.999977909503001"
  })
  void theErrorFunctionHasFullPrecision(double x, double expected) {
    assertEquals(1, Normal.erfc(x) / expected, 4e-15);
  }

  @Test
  void massesOfNeighboursAddUp() {
    double whole = Math.exp(Normal.logMass(-0.7, 2.1));
    double parts = Math.exp(Normal.logMass(-0.7, 0.4)) + Math.exp(Normal.logMass(0.4, 2.1));

    assertEquals(whole, parts, 1e-15);
  }

  @Test
  void theMassFarOutIsThatOfTheOtherSide() {
    assertEquals(Normal.logMass(-31, -30), Normal.logMass(30, 31));
    // ln Φ(−30) = −454.32124395634; what is beyond 31 adds a factor of 1 − 5e-14.
    assertEquals(-454.32124395634, Normal.logMass(30, 31), 1e-10);
  }
}
