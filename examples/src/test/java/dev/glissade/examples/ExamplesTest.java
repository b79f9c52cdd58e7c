package dev.glissade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Every example prints what its comment says.
class ExamplesTest {
  private static List<String> printedBy(Runnable program) {
    PrintStream console = System.out;
    Locale locale = Locale.getDefault();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      Locale.setDefault(Locale.ROOT);
      program.run();
    } finally {
      System.setOut(console);
      Locale.setDefault(locale);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// The number at the end of the line that begins with `word`.
  private static double number(List<String> lines, String word) {
    String line = lines.stream().filter(each -> each.startsWith(word)).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void theQuickStartPrintsAnAccuracyAndNothingElse() {
    List<String> lines = printedBy(QuickStart::main);

    assertEquals(1, lines.size(), lines::toString);
    assertTrue(Double.parseDouble(lines.getFirst()) > 0.96, lines::toString);
  }

  @Test
  void theLayerOfOnesOwnLearnsItsSlopes() {
    List<String> lines = printedBy(CustomLayer::main);

    assertTrue(number(lines, "accuracy") >= 0.9, lines::toString);
    double[] slopes =
        Arrays.stream(lines.getLast().split(" "))
            .skip(1)
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertEquals(8, slopes.length);
    assertTrue(Arrays.stream(slopes).allMatch(slope -> Math.abs(slope - 0.25) > 0.001));
  }

  @Test
  void theOptimizerOfOnesOwnTrains() {
    List<String> lines = printedBy(CustomOptimizer::main);

    assertTrue(number(lines, "accuracy") > 0.95, lines::toString);
  }

  @Test
  void theResidualNetworkPrintsItsLayersAndLearns() {
    List<String> lines = printedBy(ResidualNetwork::main);

    assertTrue(lines.stream().anyMatch(line -> line.contains("1.residual")), lines::toString);
    assertTrue(number(lines, "accuracy") > 0.95, lines::toString);
  }

  @Test
  void theNetworkKnowsMoreOfTomorrowThanToday() {
    List<String> lines = printedBy(Regression::main);

    double guess = number(lines, "like the day before");
    assertTrue(number(lines, "network") < guess, lines::toString);
    assertTrue(guess > 2 && guess < 4, lines::toString);
  }
}
