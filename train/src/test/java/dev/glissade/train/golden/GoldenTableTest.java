package dev.glissade.train.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The tables of the documentation are what the golden runs find: every row of a file in the
/// folder, which without `-Dglissade.golden` are the copies beside these tests. With
/// `-Dglissade.table=write` the tables are written anew.
class GoldenTableTest {
  private static final String BEGIN = "<!-- rows -->\n";
  private static final String END = "<!-- end of rows -->\n";

  /// A document and the folders whose files its table is about.
  enum Document {
    OPTIMIZERS("optimizers/", "schedules/"),
    LAYERS("layers/"),
    LOSSES("losses/");

    private final List<String> folders;

    Document(String... folders) {
      this.folders = List.of(folders);
    }

    Path path() {
      return Path.of("..", "docs", name().toLowerCase(Locale.ROOT) + ".md");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTableIsWhatTheGoldenRunsFind(Document document) throws IOException {
    Map<String, String> found;
    try (GoldenRun run = new GoldenRun()) {
      found = GoldenTable.rows(GoldenFolder.chosen(), document.folders, run);
    }
    if ("write".equals(System.getProperty("glissade.table"))) {
      write(document.path(), found);
    }
    Map<String, String> written = written(Files.readString(document.path()));
    written.keySet().retainAll(found.keySet());
    assertEquals(lines(found), lines(written), "help: run with -Dglissade.table=write");
  }

  private static void write(Path document, Map<String, String> found) throws IOException {
    String text = Files.readString(document);
    Map<String, String> all = written(text);
    all.putAll(found);
    String head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    Files.writeString(document, head + lines(all) + text.substring(text.indexOf(END)));
  }

  private static String lines(Map<String, String> rows) {
    return rows.values().stream().map(row -> row + "\n").collect(Collectors.joining());
  }

  /// The rows that stand in the document, by the file that they name.
  private static Map<String, String> written(String text) {
    Map<String, String> rows = new TreeMap<>();
    String body = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    body.lines()
        .filter(line -> line.startsWith("| ") && line.contains("`"))
        .forEach(line -> rows.put(line.split("`", 3)[1], line));
    return rows;
  }
}
