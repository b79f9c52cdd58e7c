package dev.glissade.train.golden;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/// Compares with values that other frameworks computed: the copies in `src/test/resources/golden`,
/// or with `-Dglissade.golden=DIR` every file that the manifest of another folder lists. Prints a
/// line for each file.
class FrameworkGoldenTest {
  private static final GoldenFolder FOLDER = GoldenFolder.chosen();
  private static final GoldenRun RUN = new GoldenRun();

  static List<String> files() {
    return FOLDER.names();
  }

  @AfterAll
  static void close() {
    RUN.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void everyFileAgreesWithTheFramework(String name) {
    try {
      System.out.println(RUN.check(FOLDER.file(name)));
    } catch (AssertionError | TestAbortedException e) {
      System.out.println(e.getMessage());
      throw e;
    }
  }
}
