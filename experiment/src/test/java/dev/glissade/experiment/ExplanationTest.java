package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Optimisers and their dialects, explained in words and numbers.
class ExplanationTest {
  private static String of(String optimizer, String a, String b, Map<String, String> settings) {
    return String.join("\n", Explanation.of(optimizer, List.of(a, b), settings));
  }

  @Test
  void momentumIsTranslatedByItsRate() {
    String text = of("momentum", "textbook", "pytorch", Map.of("learning-rate", "0.1"));

    assertTrue(text.contains("v = β v + (1 - β) g"), text);
    assertTrue(text.contains("   3     -0.300   0.9964900000   0.9649000000      -0.032"), text);
    assertTrue(
        text.contains("pytorch goes the way of textbook with learning rate 0.01 instead of 0.1"),
        text);
  }

  @Test
  void theOtherWayRoundTheRateIsDivided() {
    String text = of("nesterov", "keras", "textbook", Map.of("learning-rate", "0.1"));
    assertTrue(text.contains("with learning rate 1.0 instead of 0.1 (divided by 1 - β)"), text);
  }

  @Test
  void velocitiesDifferOnlyWhereTheRateChanges() {
    assertTrue(
        of("momentum", "keras", "pytorch", Map.of()).contains("with the same settings: then"));
    assertTrue(
        of("momentum", "keras", "pytorch", Map.of("schedule", "cosine"))
            .contains("No setting of pytorch goes the way of keras"));
  }

  @Test
  void whereEpsilonStandsCannotBeTranslated() {
    String text = of("adam", "keras", "pytorch", Map.of("epsilon", "1e-2"));

    assertTrue(text.contains("   1      0.100   0.9997597469   0.9990909091"), text);
    assertTrue(text.contains("31.6 times as much in the first step"), text);
  }

  @Test
  void dialectsThatAgreeAreSaidToAgree() {
    assertEquals(
        List.of(
            "lion as in keras and as in optax",
            "",
            "Both mean the same: the same in all dialects."),
        Explanation.of("lion", List.of("keras", "optax"), Map.of()));
  }

  @Test
  void oneDialectIsDescribedWithItsFirstSteps() {
    String text = String.join("\n", Explanation.of("rmsprop", List.of("dl4j"), Map.of()));

    assertTrue(text.contains("epsilon                  √s + ε"), text);
    assertTrue(text.contains("the same in              pytorch"), text);
    assertTrue(text.contains("another in               keras"), text);
  }

  @Test
  void wrongNamesAndSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Explanation.of("adm", List.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Explanation.of("adam", List.of("tensorflow"), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Explanation.of("adam", List.of(), Map.of("beta", "0.5")));
  }
}
