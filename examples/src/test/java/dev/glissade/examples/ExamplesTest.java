package dev.glissade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Datasets;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Schedule;
import dev.glissade.train.Trainer;
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
  void theOptimizerOfOnesOwnIsTheBuiltInOneBitForBit() {
    Schedule rate = Schedule.exponential(0.002, 0.9);
    assertEquals(
        stateAfter(new dev.glissade.optim.Lion(rate, 0.9, 0.99)),
        stateAfter(new CustomOptimizer.Lion(rate, 0.9, 0.99)));
    // A tenth of a percent of the rate makes other bits.
    assertNotEquals(
        stateAfter(new dev.glissade.optim.Lion(rate.times(1.001), 0.9, 0.99)),
        stateAfter(new CustomOptimizer.Lion(rate, 0.9, 0.99)));
  }

  private static String stateAfter(Optimizer optimizer) {
    return Trainer.of(
            Sequential.of(Dense.of(16), BatchNorm.of(), Relu.of(), Dense.of(3)),
            SoftmaxCrossEntropy.of())
        .optimizer(optimizer)
        .epochs(5)
        .seed(7)
        .fit(Datasets.iris().split(0.8, 0.1, 0.1))
        .stateSha256();
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

  @Test
  void theTunedFunctionComesNearItsMinimumInBothForms() {
    List<String> lines = printedBy(TuneFunction::main);

    assertEquals(2, lines.size(), lines::toString);
    assertTrue(number(lines, "declared") < 0.1, lines::toString);
    assertTrue(number(lines, "define-by-run") < 1, lines::toString);
  }
}
