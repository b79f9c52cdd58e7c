package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a run on data whose names mean harm.
class ReportTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\\s+[a-z][\\w-]*(?:=\"[^\"<]*\")?)*)\\s*(/?)>");
  private static final Set<String> VOID = Set.of("meta", "br", "hr", "img", "link", "input");

  @TempDir private static Path folder;

  private static String page;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder text =
        new StringBuilder("<script>alert(1)</script>,\"\"\"><img src=http://evil/x>\",kind & co\n");
    for (int i = 0; i < 80; i++) {
      String kind = i % 2 == 0 ? "</table><b onclick='x'>" : "https://evil.example/?a=1&b=2";
      text.append("%d,%s,%s\n".formatted(i % 7, i % 2 == 0 ? "<i>red" : "blue", kind));
    }
    Path data = Files.writeString(folder.resolve("a <b> & c.csv"), text);
    Path run = folder.resolve("run");
    Trained.run(Trained.settings("data", data + "", "epochs", "4"), run);
    page = Files.readString(run.resolve("report.html"));
  }

  /// The tags with the names of their attributes.
  private static String tags() {
    Matcher tags = TAG.matcher(page);
    StringBuilder found = new StringBuilder();
    while (tags.find()) {
      found.append(tags.group().replaceAll("\"[^\"]*\"", "")).append('\n');
    }
    return found.toString();
  }

  @Test
  void tagsAreBalancedAndNothingElseLooksLikeOne() {
    Deque<String> open = new ArrayDeque<>();
    Matcher tags = TAG.matcher(page);
    int end = page.indexOf("<html");
    while (tags.find(end)) {
      String between = page.substring(end, tags.start());
      assertFalse(between.contains("<"), () -> "not a tag: " + between);
      end = tags.end();
      String name = tags.group(2);
      if (tags.group(1).equals("/")) {
        assertEquals(name, open.pop());
      } else if (!tags.group(4).equals("/") && !VOID.contains(name)) {
        open.push(name);
      }
    }
    assertEquals(List.of(), List.copyOf(open));
    assertTrue(
        page.startsWith("<!doctype html>\n<html lang=\"en\">") && page.endsWith("</html>\n"));
  }

  @Test
  void ampersandsBeginEntities() {
    Matcher loose = Pattern.compile("&(?!(amp|lt|gt|quot|#39);).{0,20}").matcher(page);

    assertFalse(loose.find(), () -> loose.group());
  }

  @Test
  void nothingIsLoadedAndNothingRuns() {
    String tags = tags();

    assertNone("<(script|iframe|object|embed|link|img|a)\\b", tags);
    assertNone("\\s(src|href|on\\w+)=", tags);
    String style = page.substring(page.indexOf("<style>"), page.indexOf("</style>"));
    assertNone("url\\(|@import|https?:", style);
  }

  private static void assertNone(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);

    assertFalse(found.find(), () -> "found " + found.group());
  }

  @Test
  void namesAreShownAsTheyAre() {
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(page.contains("&lt;/table&gt;&lt;b onclick=&#39;x&#39;&gt;"));
    assertTrue(page.contains("https://evil.example/?a=1&amp;b=2"));
    assertTrue(page.contains("a &lt;b&gt; &amp; c.csv"));
  }

  @Test
  void curvesResultsAndSettingsAreThere() {
    for (String part :
        List.of(
            "<h2>Result</h2>",
            "<h2>Curves</h2>",
            "aria-label=\"Cost of each step\"",
            "aria-label=\"Loss\"",
            "<h2>Confusion matrix of the test part</h2>",
            "<h2>Model</h2>",
            "<h2>Settings</h2>",
            "<th scope=\"row\">learning-rate</th>",
            "<h2>Data</h2>",
            "prefers-color-scheme")) {
      assertTrue(page.contains(part), part);
    }
  }
}
