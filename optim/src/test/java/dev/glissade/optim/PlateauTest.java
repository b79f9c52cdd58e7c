package dev.glissade.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// What the golden files of plateau rules do not show.
class PlateauTest {
  private static Plateau patience(Plateau.Rule rule, int patience) {
    return new Plateau(rule, false, 0.5, patience, 0, 0, 0, 0, 1);
  }

  private static int measurementsUntilReduced(Plateau plateau) {
    Plateau.Watch watch = plateau.next(plateau.start(1), 3);
    int count = 0;
    while (watch.rate() == 1) {
      watch = plateau.next(watch, 3);
      count++;
    }
    return count;
  }

  @Test
  void pyTorchWaitsOneMeasurementLongerThanKerasAndOptax() {
    assertEquals(4, measurementsUntilReduced(patience(Plateau.Rule.PYTORCH, 3)));
    assertEquals(3, measurementsUntilReduced(patience(Plateau.Rule.KERAS, 3)));
    assertEquals(3, measurementsUntilReduced(patience(Plateau.Rule.OPTAX, 3)));
  }

  @Test
  void aMeasurementThatIsNoNumberIsNeverBetter() {
    for (Plateau.Rule rule : Plateau.Rule.values()) {
      Plateau plateau = patience(rule, 1);
      Plateau.Watch watch = plateau.next(plateau.start(1), 2);
      watch = plateau.next(plateau.next(watch, Double.NaN), Double.NaN);

      assertEquals(2, watch.best(), rule.name());
      assertEquals(rule == Plateau.Rule.PYTORCH ? 0.5 : 0.25, watch.rate());
    }
  }

  @Test
  void theRateStopsAtTheLowest() {
    Plateau plateau = new Plateau(Plateau.Rule.KERAS, true, 0.1, 1, 0, 0, 0, 0.05, 1);
    Plateau.Watch watch = plateau.start(1);
    for (int i = 0; i < 10; i++) {
      watch = plateau.next(watch, 7);
    }

    assertEquals(0.05, watch.rate());
  }

  @Test
  void rulesThatCannotBeAreRefused() {
    assertEquals(
        "plateau: expected 0 < factor < 1, but got factor=1.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Plateau(Plateau.Rule.KERAS, true, 1, 1, 0, 0, 0, 0, 1))
            .getMessage());
    assertEquals(
        "plateau: expected patience >= 0, cooldown >= 0 and pooled >= 1, but got -1, 0 and 1",
        assertThrows(IllegalArgumentException.class, () -> Plateau.of(-1)).getMessage());
  }
}
