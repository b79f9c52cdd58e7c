package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DescribedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "random",
        "trials(60)",
        "asha(minimum=1,factor=4)",
        "any(median,patient(3,delta=1.0E-4))",
        "zoom(halton(skip=100),share=0.2)"
      })
  void whatIsWrittenIsReadBack(String text) {
    assertEquals(text, Described.parse(text).toString());
  }

  @Test
  void whiteSpaceAndEmptyBracketsDoNotMatter() {
    assertEquals("any(a,b(c=1))", Described.parse("  any ( a , b( c = 1 ) ) ").toString());
    assertEquals("tpe", Described.parse("tpe()").toString());
  }

  @Test
  void argumentsWithoutAKeyGetThoseOfTheirPlaces() {
    Described read = Described.parse("asha(2, factor=3)").named("minimum", "factor", "rate");

    assertEquals(2, read.whole("minimum", 1));
    assertEquals(3, read.real("factor", 4));
    assertEquals(0.5, read.real("rate", 0.5));
    assertEquals("3", read.part("factor").orElseThrow().name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a(|description: expected a name but got the end at 2 of 'a('",
        "a(1|description: expected , or ) but got the end at 3 of 'a(1'",
        "a)|description: expected the end but got ')' at 1 of 'a)'",
        "a b|description: expected the end but got 'b' at 2 of 'a b'",
        "a(x=1,2)|description: expected a key, as the argument before has one, but got ')' at 7 of"
            + " 'a(x=1,2)'",
        "a(x=1,x=2)|description: expected one x but got ')' at 9 of 'a(x=1,x=2)'",
        "\"\"|description: expected a name but got the end at 0 of ''",
      })
  void otherFormsAreRefusedWithThePlace(String text, String message) {
    var error = assertThrows(IllegalArgumentException.class, () -> Described.parse(text));

    assertEquals(message, error.getMessage());
  }

  @Test
  void bracketsHaveALimit() {
    String deep = "a(".repeat(1000) + "a" + ")".repeat(1000);

    assertThrows(IllegalArgumentException.class, () -> Described.parse(deep));
    assertThrows(IllegalArgumentException.class, () -> Described.parse("a".repeat(10_001)));
  }

  @Test
  void unknownArgumentsAreRefusedWithTheNearest() {
    Described read = Described.parse("asha(minimum=1,facter=4)");

    var error = assertThrows(IllegalArgumentException.class, () -> read.named("minimum", "factor"));

    assertEquals(
        "asha: expected one of minimum, factor, but got facter — help: did you mean factor?",
        error.getMessage());
    assertEquals(
        "sampler: expected one of tpe, gp, but got annealing",
        Described.unknown("sampler", "annealing", List.of("tpe", "gp")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a(x)|a: expected a whole number as n, but got x",
        "a(1.5)|a: expected a whole number as n, but got 1.5",
        "a(1,2)|a: expected at most 1 arguments, but got a(1,2)",
        "a(1,n=2)|a: expected one n, but got two",
      })
  void wrongNumbersAreRefused(String text, String message) {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Described.parse(text).named("n").whole("n", 1));

    assertEquals(message, error.getMessage());
  }

  @Test
  void numbersAreFinite() {
    Described read = Described.parse("a(NaN)").named("x");

    var error = assertThrows(IllegalArgumentException.class, () -> read.real("x", 1));

    assertEquals("a: expected a finite x, but got NaN", error.getMessage());
  }
}
