package dev.glissade.tune.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static String svg(double... y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    return new LineChart("title", "step", "loss", List.of(series("cost", x, y))).svg();
  }

  private static LineChart.Series series(String name, double[] x, double[] y) {
    return new LineChart.Series(name, x, y, false);
  }

  /// The points of the first line.
  private static String[] points(String svg) {
    Matcher line = Pattern.compile("points=\"([^\"]*)\"").matcher(svg);
    assertTrue(line.find(), svg);
    return line.group(1).split(" ");
  }

  private static double height(String point) {
    return Double.parseDouble(point.split(",")[1]);
  }

  private static List<String> ticks(String svg) {
    return Pattern.compile("text-anchor=\"end\">([^<]*)<")
        .matcher(svg)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static void assertNumbers(String svg) {
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
  }

  @Test
  void aCurveFallsFromTopToBottom() {
    String[] points = points(svg(10, 6, 4, 3));

    assertEquals(4, points.length);
    assertTrue(height(points[0]) < height(points[1]), "larger values lie higher");
    assertTrue(points[0].startsWith("64.0,") && points[3].startsWith("744.0,"), points[0]);
  }

  @Test
  void aConstantIsALineInTheMiddle() {
    for (double value : new double[] {0, 1, -3, 1e-12, 1e9}) {
      String svg = svg(value, value, value);

      assertNumbers(svg);
      assertTrue(height(points(svg)[0]) > 34 && height(points(svg)[0]) <= 256, svg);
    }
  }

  /// A metric that changes in its last digit only: stepping from tick to tick by adding would never
  /// arrive.
  @Test
  void valuesThatDifferByRoundingEnd() {
    String svg =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> svg(1, Math.nextUp(1.0), Math.nextDown(1.0)));

    assertNumbers(svg);
    assertTrue(ticks(svg).size() <= 10, svg);
    assertNumbers(svg(1e9, 1e9 + 1));
  }

  @Test
  void aWideRangeIsLogarithmic() {
    String svg = svg(1000, 1, 0.001);

    assertTrue(svg.contains("loss (log)"), svg);
    assertEquals(List.of("0.001", "0.01", "0.1", "1", "10", "100", "1\u2009000"), ticks(svg));
    double middle = (height(points(svg)[0]) + height(points(svg)[2])) / 2;
    assertEquals(middle, height(points(svg)[1]), 0.2);
    assertFalse(svg(1000, 1, 0).contains("(log)"), "zero has no logarithm");
    assertTrue(ticks(svg(1e-300, 1e300)).size() <= 11);
  }

  @Test
  void whatIsNotFiniteIsLeftOut() {
    String svg = svg(1, Double.NaN, 3, Double.POSITIVE_INFINITY, 2);

    assertNumbers(svg);
    assertEquals(3, points(svg).length);
  }

  @Test
  void aSinglePointIsDrawn() {
    String svg = svg(0.5);

    assertNumbers(svg);
    assertEquals(1, points(svg).length);
  }

  @Test
  void nothingIsDrawnOfNothing() {
    assertEquals("", svg());
    assertEquals("", svg(Double.NaN, Double.NEGATIVE_INFINITY));
    assertEquals("", new LineChart("title", "x", "y", List.of()).svg());
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(List.of("0", "2", "4", "6", "8", "10"), ticks(svg(0, 10)));
    assertEquals(
        List.of("1230", "1230.2", "1230.4", "1230.6", "1230.8", "1231"),
        ticks(svg(1230, 1231)).stream().map(tick -> tick.replace("\u2009", "")).toList());
    assertEquals(List.of("0", "1e7", "2e7", "3e7"), ticks(svg(0, 3e7)).stream().limit(99).toList());
  }

  @Test
  void namesAreEscaped() {
    LineChart.Series hostile = series("</title><script>", new double[] {1, 2}, new double[] {1, 2});
    String svg = new LineChart("\"><b>", "<x>", "a & b", List.of(hostile)).svg();

    assertFalse(svg.contains("<script>") || svg.contains("<b>") || svg.contains("<x>"), svg);
    assertTrue(svg.contains("a &amp; b") && svg.contains("&quot;&gt;&lt;b&gt;"), svg);
  }
}
