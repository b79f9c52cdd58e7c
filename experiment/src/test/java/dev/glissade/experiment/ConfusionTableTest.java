package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionTableTest {
  @Test
  void rowsAreTrueClassesAndEndWithTheirRecall() {
    String html = ConfusionTable.html(List.of("cat", "dog"), new int[][] {{3, 1}, {0, 0}});

    assertTrue(
        html.contains(
            """
            <tr><th scope="row">cat</th>\
            <td class="right" style="--share:0.750" title="cat taken for cat: 3">3</td>\
            <td class="wrong" style="--share:0.250" title="cat taken for dog: 1">1</td>\
            <td class="recall">0.750</td></tr>
            """),
        html);
    assertTrue(html.contains("title=\"dog taken for dog: 0\"></td><td class=\"recall\">0.000"));
    assertTrue(html.startsWith("<div class=\"scroll\"><table") && html.endsWith("</div>\n"), html);
  }

  @Test
  void classesAreEscaped() {
    String html =
        ConfusionTable.html(List.of("<i>", "\" onload=\"x %s"), new int[][] {{1, 0}, {0, 1}});

    assertFalse(html.contains("<i>") || html.contains("\" onload"), html);
    assertTrue(html.contains("&lt;i&gt;") && html.contains("&quot; onload=&quot;x %s"), html);
  }

  @Test
  void fortyClassesAreDrawnAndFortyOneAreNot() {
    assertTrue(ConfusionTable.html(names(40), new int[40][40]).contains("<table"));
    assertEquals(
        "<p>41 classes are too many to draw.</p>\n",
        ConfusionTable.html(names(41), new int[41][41]));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
  }
}
