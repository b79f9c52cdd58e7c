package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class SchedulePreviewTest {
  @TempDir private Path folder;

  private static List<Double> values(List<SchedulePreview.Point> points) {
    return points.stream().map(SchedulePreview.Point::value).toList();
  }

  @Test
  void theFirstEpochsAreThoseOfTheFormula() {
    SchedulePreview preview = SchedulePreview.of("inverse-time:1", 0.2, 30, 100);

    assertEquals(List.of(0.2, 0.1, 0.2 / 3, 0.05, 0.04), values(preview.firstEpochs()));
    assertEquals(List.of(0.2, 0.2, 0.2, 0.2, 0.2), values(preview.firstSteps()));
  }

  @Test
  void theKeyPointsOfAWarmUpAreItsTopAndItsEnd() {
    SchedulePreview preview = SchedulePreview.of("warmup:5+linear", 0.1, 20, 10);

    assertEquals(new SchedulePreview.Point(49, 0.1), preview.highest());
    assertEquals(199, preview.last().step());
    assertEquals(preview.last(), preview.lowest());
    assertEquals(0.1 / 150, preview.last().value(), 1e-12);
    assertEquals(0.1 * 100 / 150, preview.quarters().get(1).value(), 1e-12);
  }

  /// A pitfall: warm-ups from exactly 0 waste the first step, and frameworks differ in whether the
  /// last step of the warm-up has the full rate.
  @Test
  void aWarmUpMovesInItsFirstStepAndHasTheFullRateInItsLast() {
    SchedulePreview preview = SchedulePreview.of("warmup:10st+constant", 1, 1, 20);
    List<Double> values = values(preview.points(20));

    assertEquals(0.1, values.get(0), 1e-12);
    assertEquals(0.9, values.get(8), 1e-12);
    assertEquals(1, values.get(9), 1e-12);
    assertEquals(1, values.get(10), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "inverse-time:0.1",
        "exponential:0.95",
        "inverse-sqrt:1",
        "staircase:0.5:10",
        "staircase-at:0.1:3,6",
        "cosine:0.01",
        "linear",
        "polynomial:2",
        "flat-cosine:50%",
        "stable-decay:20%",
        "one-cycle",
        "log-cosine:4",
        "restarts:3:2",
        "warmup:10%+cosine",
        "inverse-time:0.1 +hold@5-10"
      })
  void everyFormIsDrawn(String form) throws Exception {
    SchedulePreview preview = SchedulePreview.of(form, 0.1, 10, 7);
    Path file = folder.resolve("schedule.svg");
    SchedulePreview.draw(List.of(preview), file);

    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertEquals("svg", svg.getDocumentElement().getTagName());
    assertEquals(1, svg.getElementsByTagName("polyline").getLength());
    assertEquals(70, preview.points(1000).size());
    assertEquals(form, preview.json().path("schedule").asString());
    assertEquals(5, preview.json().path("first_epochs").size());
    assertEquals(10, SchedulePreview.picture(List.of(preview), 40, 8).lines().count());
  }

  @Test
  void thePictureNeedsNothingFromOutsideAndFollowsTheReadersChoice() throws IOException {
    Path file = folder.resolve("two.svg");
    List<SchedulePreview> both =
        List.of(SchedulePreview.of("cosine", 0.1, 10, 7), SchedulePreview.of("linear", 0.1, 10, 7));
    SchedulePreview.draw(both, file);
    String svg = Files.readString(file);

    assertTrue(svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assertTrue(svg.contains("prefers-color-scheme: dark"));
    assertTrue(svg.contains("class=\"s0\"") && svg.contains("class=\"s1\""));
    assertTrue(!svg.contains("url(") && !svg.contains("href"));
  }

  @Test
  void theTextPictureIsThis() {
    SchedulePreview linear = SchedulePreview.of("linear", 1, 1, 12);
    SchedulePreview flat = SchedulePreview.of("constant", 1, 1, 12);

    assertEquals(
        """
                 1 ┤ ••××××××××××
                   │   •••
                   │      •••
                   │         •••
                 0 ┤            •
                   └─────────────
                     step 0 step 11
        """,
        SchedulePreview.picture(List.of(linear, flat), 12, 5));
  }

  @Test
  void whatCannotBeShownIsRefused() {
    for (var wrong :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> SchedulePreview.of("cosine", 0.1, 0, 10),
            () -> SchedulePreview.of("cosine", 0.1, 10, 0),
            () -> SchedulePreview.of("cosine", 0, 10, 10),
            () -> SchedulePreview.of("cosinus", 0.1, 10, 10))) {
      assertThrows(IllegalArgumentException.class, wrong);
    }
    SchedulePreview good = SchedulePreview.of("cosine", 0.1, 10, 10);
    Path jpeg = folder.resolve("a.jpg");
    assertThrows(IllegalArgumentException.class, () -> SchedulePreview.draw(List.of(good), jpeg));
    assertTrue(Files.notExists(jpeg));
  }
}
