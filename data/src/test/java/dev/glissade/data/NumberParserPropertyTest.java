package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserPropertyTest {
  private static double parse(String text) {
    char[] padded = ("7" + text + "7").toCharArray();
    return NumberParser.parse(padded, 1, 1 + text.length());
  }

  private static String digits(SplittableRandom random, int atMost) {
    return random
        .ints(random.nextInt(atMost + 1), 0, 10)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }

  @Test
  void everyDecimalNumberIsRoundedAsJavaRoundsIt() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 100_000; round++) {
      int longest = round % 3 == 0 ? 25 : 8;
      String sign = new String[] {"", "", "-", "+"}[random.nextInt(4)];
      String whole = digits(random, longest);
      String fraction = random.nextBoolean() ? "." + digits(random, longest) : "";
      String exponent =
          random.nextInt(3) > 0
              ? ""
              : (random.nextBoolean() ? "e" : "E-") + random.nextInt(round % 5 == 0 ? 400 : 30);
      String text = sign + whole + fraction + exponent;
      boolean number = whole.length() + fraction.length() > (fraction.isEmpty() ? 0 : 1);

      assertEquals(number ? Double.parseDouble(text) : Double.NaN, parse(text), text);
    }
  }

  @Test
  void everyDoubleComesBack() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 50_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, parse(Double.toString(value)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        ".",
        "-.",
        "e5",
        "1e",
        "1e+",
        "--1",
        "1-",
        "1.2.3",
        "1,5",
        "1 ",
        " 1",
        "1_000",
        "0x10",
        "0x1p3",
        "1f",
        "1d",
        "1L",
        "NaN",
        "nan",
        "Infinity",
        "inf",
        "½",
        "١",
        "1e5.0",
        "∞"
      })
  void nothingElseIsANumber(String text) {
    assertEquals(Double.NaN, parse(text));
  }

  @Test
  void endlessExponentsAreInfiniteOrZero() {
    assertEquals(Double.POSITIVE_INFINITY, parse("1e99999999999999999999"));
    assertEquals(0, parse("1e-99999999999999999999"));
    assertEquals(Double.NEGATIVE_INFINITY, parse("-" + "9".repeat(5000)));
  }
}
