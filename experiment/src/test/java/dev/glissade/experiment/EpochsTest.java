package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochsTest {
  @ParameterizedTest
  @CsvSource({"1000,30", "23,30", "22,32", "2,345", "1,690", "0,690"})
  void automaticallyThereAreThirtyOrAsManyAsMake690Steps(long stepsPerEpoch, int epochs) {
    assertEquals(epochs, new Epochs("auto").resolve(stepsPerEpoch));
  }

  @Test
  void aNumberIsTaken() {
    assertEquals(7, new Epochs("7").resolve(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "", "Auto", "3000000000"})
  void anythingElseIsRefused(String text) {
    assertEquals(
        "epochs: expected a whole number of at least 1, or auto, but got " + text,
        assertThrows(IllegalArgumentException.class, () -> new Epochs(text)).getMessage());
  }
}
