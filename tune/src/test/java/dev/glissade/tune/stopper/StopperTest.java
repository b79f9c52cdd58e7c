package dev.glissade.tune.stopper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Direction;
import dev.glissade.tune.Goal;
import dev.glissade.tune.History;
import dev.glissade.tune.Report;
import dev.glissade.tune.Space;
import dev.glissade.tune.Stopper;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopperTest {
  /// A trial with these values after the steps 1, 2, ….
  private static TrialRecord trial(int number, TrialState state, double... values) {
    List<Report> reports = new ArrayList<>();
    for (double value : values) {
      reports.add(new Report(reports.size() + 1, value));
    }
    return new TrialRecord(
        number,
        Configuration.EMPTY,
        state,
        10,
        state == TrialState.COMPLETE ? List.of(reports.getLast().value()) : List.of(),
        0,
        reports,
        List.of());
  }

  private static TrialRecord now(double... values) {
    return trial(99, TrialState.RUNNING, values);
  }

  private static History history(Direction direction, TrialRecord... trials) {
    return new History(List.of(new Goal("loss", direction)), Space.EMPTY, List.of(trials));
  }

  private static History complete(Direction direction, double[]... curves) {
    TrialRecord[] trials = new TrialRecord[curves.length];
    for (int i = 0; i < curves.length; i++) {
      trials[i] = trial(i, TrialState.COMPLETE, curves[i]);
    }
    return history(direction, trials);
  }

  /// Five trials with the values 1 to 5 after their first step, and 10 less after their second.
  private static History five(Direction direction) {
    double[][] curves = new double[5][];
    for (int i = 0; i < 5; i++) {
      curves[i] = new double[] {i + 1, i - 9};
    }
    return complete(direction, curves);
  }

  @Test
  void theMedianOfCompleteTrialsAtTheSameStepDecides() {
    Stopper median = Percentile.median();

    assertFalse(median.stops(now(3), five(Direction.MINIMIZE)));
    assertTrue(median.stops(now(3.01), five(Direction.MINIMIZE)));
    assertFalse(median.stops(now(3.01, -7), five(Direction.MINIMIZE)));
    assertTrue(median.stops(now(3.01, -6.9), five(Direction.MINIMIZE)));
    assertFalse(median.stops(now(3.01), five(Direction.MAXIMIZE)));
    assertTrue(median.stops(now(2.99), five(Direction.MAXIMIZE)));
  }

  @Test
  void theBestSoFarCounts() {
    assertFalse(Percentile.median().stops(now(-8, 100), five(Direction.MINIMIZE)));
    assertTrue(Percentile.median().stops(now(-6, 100), five(Direction.MINIMIZE)));
  }

  @Test
  void percentilesAreThoseOfNumPy() {
    // numpy.percentile([1, 2, 3, 4, 5], 30) = 2.2
    Stopper stopper = new Percentile(30);

    assertFalse(stopper.stops(now(2.2), five(Direction.MINIMIZE)));
    assertTrue(stopper.stops(now(2.21), five(Direction.MINIMIZE)));
    // numpy.percentile([1, 2, 3, 4, 5], 70) = 3.8
    assertFalse(stopper.stops(now(3.8), five(Direction.MAXIMIZE)));
    assertTrue(stopper.stops(now(3.79), five(Direction.MAXIMIZE)));
  }

  @Test
  void tooFewTrialsOrTooEarlyStepsDoNotCount() {
    History five = five(Direction.MINIMIZE);
    History four =
        history(Direction.MINIMIZE, five.trials().subList(0, 4).toArray(TrialRecord[]::new));

    assertFalse(Percentile.median().stops(now(100), four));
    assertFalse(new Percentile(50, 5, 2, 1, 1).stops(now(100), five));
    assertTrue(new Percentile(50, 5, 2, 1, 1).stops(now(100, 100), five));
    assertFalse(new Percentile(50, 5, 0, 1, 6).stops(now(100), five));
    assertFalse(Percentile.median().stops(now(1, 1, 100), five));
  }

  @Test
  void onlyTheFirstReportOfAnIntervalIsCompared() {
    Stopper stopper = new Percentile(50, 1, 0, 3, 1);
    double[] good = {0, 0, 0, 0, 0, 0, 0};
    History history = complete(Direction.MINIMIZE, good);
    List<Integer> compared = new ArrayList<>();
    for (int steps = 1; steps <= 7; steps++) {
      double[] bad = new double[steps];
      Arrays.fill(bad, 1);
      if (stopper.stops(now(bad), history)) {
        compared.add(steps);
      }
    }

    // As in Optuna, whose intervals of length 3 begin at the steps 0, 3 and 6.
    assertEquals(List.of(1, 3, 6), compared);
  }

  @Test
  void unfinishedTrialsDoNotCountForTheMedian() {
    TrialRecord[] stopped = new TrialRecord[6];
    for (int i = 0; i < 6; i++) {
      stopped[i] = trial(i, TrialState.STOPPED, 0, 0);
    }

    assertFalse(Percentile.median().stops(now(100), history(Direction.MINIMIZE, stopped)));
  }

  @Test
  void ashaKeepsTheFirstAndThenTheBestQuarter() {
    Stopper asha = new AshaStop(1, 4);
    TrialRecord[] earlier = new TrialRecord[7];
    for (int i = 0; i < 7; i++) {
      earlier[i] = trial(i, i % 2 == 0 ? TrialState.STOPPED : TrialState.RUNNING, i + 1);
    }

    assertFalse(asha.stops(now(50), history(Direction.MINIMIZE)));
    assertTrue(asha.stops(now(50), history(Direction.MINIMIZE, earlier[0])));
    assertFalse(asha.stops(now(0.5), history(Direction.MINIMIZE, earlier[0])));
    assertFalse(asha.stops(now(1.5), history(Direction.MINIMIZE, earlier)));
    assertTrue(asha.stops(now(2.5), history(Direction.MINIMIZE, earlier)));
    assertFalse(asha.stops(now(6.5), history(Direction.MAXIMIZE, earlier)));
  }

  @Test
  void ashaComparesAtItsRungsOnly() {
    Stopper asha = new AshaStop(2, 3);
    double[] good = new double[20];
    History history = complete(Direction.MINIMIZE, good);
    List<Integer> compared = new ArrayList<>();
    for (int steps = 1; steps <= 20; steps++) {
      double[] bad = new double[steps];
      Arrays.fill(bad, 1);
      if (asha.stops(now(bad), history)) {
        compared.add(steps);
      }
    }

    assertEquals(List.of(2, 6, 18), compared);
  }

  @Test
  void ashaComparesAtTheFirstReportAfterARung() {
    TrialRecord sparse = now(0).withReports(List.of(new Report(5, 1), new Report(10, 1)));
    TrialRecord other = trial(0, TrialState.COMPLETE, new double[10]);

    assertTrue(new AshaStop(7, 2).stops(sparse, history(Direction.MINIMIZE, other)));
    assertFalse(new AshaStop(5, 3).stops(sparse, history(Direction.MINIMIZE, other)));
  }

  @Test
  void thePatientOneAsksOnlyWhenTheTrialGetsWorse() {
    Stopper stopper = new Patient(new Threshold(0, 1), 1, 0.5);
    History none = history(Direction.MINIMIZE);

    assertFalse(stopper.stops(now(2, 3), none));
    assertTrue(stopper.stops(now(2, 3, 3), none));
    assertFalse(stopper.stops(now(2, 2.4, 3), none));
    assertFalse(stopper.stops(now(0.1, 1, 0.9), none));
  }

  @Test
  void aPlateauEndsATrial() {
    Stopper stopper = new Plateau(3, 0.1);
    History none = history(Direction.MINIMIZE);

    assertFalse(stopper.stops(now(1, 1, 1), none));
    assertTrue(stopper.stops(now(1, 1, 1, 1), none));
    assertTrue(stopper.stops(now(1, 0.95, 0.95, 0.95), none));
    assertFalse(stopper.stops(now(1, 0.8, 1, 1), none));
    assertTrue(new Plateau(1, 0).stops(now(1, 1), history(Direction.MAXIMIZE)));
    assertFalse(new Plateau(1, 0).stops(now(1, 2), history(Direction.MAXIMIZE)));
  }

  @Test
  void thresholdsAreOfValues() {
    History maximized = history(Direction.MAXIMIZE);

    assertTrue(new Threshold(0.1, 10).stops(now(0.05), maximized));
    assertFalse(new Threshold(0.1, 10).stops(now(0.1), maximized));
    assertTrue(new Threshold(0.1, 10).stops(now(11), maximized));
  }

  @Test
  void divergenceIsSeenFromTheFirstLoss() {
    Stopper stopper = new Divergence(10);

    assertFalse(stopper.stops(now(2, 20), history(Direction.MINIMIZE)));
    assertTrue(stopper.stops(now(2, 20.1), history(Direction.MINIMIZE)));
    assertTrue(stopper.stops(now(2, Double.POSITIVE_INFINITY), history(Direction.MINIMIZE)));
    assertFalse(stopper.stops(now(0.9, 0.01), history(Direction.MAXIMIZE)));
    assertFalse(stopper.stops(now(-2, -1), history(Direction.MINIMIZE)));
  }

  @Test
  void whatIsNotANumberEndsATrial() {
    History five = five(Direction.MINIMIZE);
    for (String description :
        List.of("median", "asha(minimum=5)", "threshold(upper=1)", "divergence")) {
      assertTrue(Stoppers.parse(description).stops(now(1, Double.NaN), five), description);
    }
  }

  @Test
  void oneOfSeveralIsEnough() {
    Stopper any = new AnyOf(List.of(new Threshold(0, 1), new Divergence(10)));

    assertTrue(any.stops(now(2), history(Direction.MINIMIZE)));
    assertTrue(any.stops(now(0.01, 0.2), history(Direction.MINIMIZE)));
    assertFalse(any.stops(now(0.1, 0.2), history(Direction.MINIMIZE)));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "pruners.csv", delimiter = ';', maxCharsPerColumn = 10_000)
  void verdictsAreThoseOfOptuna(
      String stopper, String direction, String others, String now, boolean verdict) {
    double[][] curves =
        Stream.of(others.split("\\|")).map(StopperTest::numbers).toArray(double[][]::new);
    History history = complete(Direction.valueOf(direction.toUpperCase(Locale.ROOT)), curves);

    assertEquals(verdict, Stoppers.parse(stopper).stops(now(numbers(now)), history));
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "median(startup=5,warmup=0,interval=1,trials=1)",
        "percentile(25.0,startup=3,warmup=2,interval=4,trials=2)",
        "asha(minimum=1,factor=4)",
        "patient(asha(minimum=2,factor=3),patience=5,delta=0.1)",
        "plateau(reports=10,delta=0.0)",
        "threshold(lower=0.1)",
        "threshold(lower=0.1,upper=2.0)",
        "divergence(times=10.0)",
        "any(median(startup=5,warmup=0,interval=1,trials=1),divergence(times=10.0))"
      })
  void whatIsDescribedIsRead(String description) {
    assertEquals(description, Stoppers.parse(description).describe());
  }

  @Test
  void everyNameIsKnown() {
    for (String name : Stoppers.names()) {
      String form =
          switch (name) {
            case "patient" -> "patient(median)";
            case "threshold" -> "threshold(upper=1)";
            case "any" -> "any(median)";
            default -> name;
          };
      assertFalse(Stoppers.parse(form).describe().isEmpty());
    }
  }

  @Test
  void whatIsWrongIsSaid() {
    assertEquals(
        "stopper: expected one of none, median, percentile, asha, patient, plateau, threshold,"
            + " divergence, any, but got medain — help: did you mean median?",
        assertThrows(IllegalArgumentException.class, () -> Stoppers.parse("medain")).getMessage());
    assertEquals(
        "patient: expected inner, but got patient(patience=3)",
        assertThrows(IllegalArgumentException.class, () -> Stoppers.parse("patient(patience=3)"))
            .getMessage());
    for (String wrong :
        List.of(
            "none(1)",
            "percentile(101)",
            "asha(factor=1)",
            "any",
            "any(median,key=1)",
            "threshold(lower=2,upper=1)",
            "divergence(1)",
            "plateau(0)",
            "median(trials=0)")) {
      assertThrows(IllegalArgumentException.class, () -> Stoppers.parse(wrong), wrong);
    }
  }
}
