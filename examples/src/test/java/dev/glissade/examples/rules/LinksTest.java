package dev.glissade.examples.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Relative links in Markdown lead to files that exist, and to places in them that exist.
class LinksTest {
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern HELP = Pattern.compile("docs/(troubleshooting\\.md)#([a-z0-9-]+)");

  private static List<String> deadLinks(Path file) throws IOException {
    String text = CODE.matcher(Files.readString(file)).replaceAll("");
    List<String> dead = new ArrayList<>();
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      String target = link.group(1);
      if (!target.matches("[a-z]+:.*") && !leadsSomewhere(file, target)) {
        dead.add(file.getFileName() + ": " + target);
      }
    }
    return dead;
  }

  private static boolean leadsSomewhere(Path from, String target) throws IOException {
    int hash = target.indexOf('#');
    String name = hash < 0 ? target : target.substring(0, hash);
    Path file = name.isEmpty() ? from : from.resolveSibling(name).normalize();
    return Files.exists(file) && (hash < 0 || anchors(file).contains(target.substring(hash + 1)));
  }

  /// Named places, and headings as code hosts name them: lower case, hyphens for spaces.
  private static List<String> anchors(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> anchors = new ArrayList<>();
    ANCHOR.matcher(text).results().forEach(each -> anchors.add(each.group(1)));
    for (MatchResult heading : HEADING.matcher(text).results().toList()) {
      String words = heading.group(1).toLowerCase(Locale.ROOT).strip();
      anchors.add(words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
    return anchors;
  }

  @Test
  void everyRelativeLinkLeadsToAFile() throws IOException {
    List<Path> pages = Repository.files(Repository.root(), ".md");
    List<String> dead = new ArrayList<>();
    for (Path page : pages) {
      dead.addAll(deadLinks(page));
    }

    assertTrue(pages.contains(Repository.root().resolve("docs/layout.md")));
    assertEquals(List.of(), dead);
  }

  @Test
  void messagesNameTroublesThatAreDescribed() throws IOException {
    Path page = Repository.root().resolve("docs/troubleshooting.md");
    List<String> anchors = anchors(page);
    List<Path> sources = Repository.files(Repository.root(), ".java");
    sources.addAll(Repository.files(Repository.root(), "/glissade"));
    for (Path source : sources) {
      for (MatchResult help : HELP.matcher(Files.readString(source)).results().toList()) {
        assertTrue(anchors.contains(help.group(2)), () -> source + ": " + help.group());
      }
    }

    assertFalse(anchors.isEmpty());
  }

  @Test
  void aDeadLinkIsFound(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        # A title, with a comma
        <a id="place"></a>
        [self](page.md) [top](#a-title-with-a-comma) [place](page.md#place) [web](https://x.org/y)
        `[code](nowhere.md)`
        [file](missing.md) [part](#missing)
        """);

    assertEquals(List.of("page.md: missing.md", "page.md: #missing"), deadLinks(page));
  }
}
