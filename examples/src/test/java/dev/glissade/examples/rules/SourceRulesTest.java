package dev.glissade.examples.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.Test;

/// The rules for source files hold everywhere, and each refuses what breaks it.
class SourceRulesTest {
  private static JavaFileObject source(String text) {
    URI name = URI.create("string:///Bad.java");
    return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private static List<String> violations(String text) throws IOException {
    return SourceRules.violations(List.of(source(text)));
  }

  private static String method(String header, int lines) {
    return header + " {\n" + "    run();\n".repeat(lines - 2) + "  }\n";
  }

  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : Repository.modules()) {
      files.addAll(Repository.files(Repository.root().resolve(module + "/src"), ".java"));
    }
    return files;
  }

  @Test
  void allSourcesKeepToTheRules() throws IOException {
    List<Path> sources = sources();

    List<String> found = SourceRules.violations(sources);
    assertTrue(sources.size() > 100, () -> "only " + sources.size() + " files found");
    assertTrue(found.isEmpty(), () -> "\n" + String.join("\n", found));
  }

  /// Printed, so that growth is seen in every build.
  @Test
  void theLinesOfEveryModuleAreCounted() throws IOException {
    StringBuilder table = new StringBuilder("lines        main    test\n");
    for (String module : Repository.modules()) {
      Path source = Repository.root().resolve(module + "/src");
      long main = lines(source.resolve("main/java"));
      table.append("%-10s %6d %7d%n".formatted(module, main, lines(source.resolve("test/java"))));
    }
    System.out.print(table);
    assertTrue(lines(Repository.root().resolve("engine/src/main/java")) > 0);
  }

  private static long lines(Path folder) throws IOException {
    long sum = 0;
    for (Path file : Repository.files(folder, ".java")) {
      sum += Files.readAllLines(file).size();
    }
    return sum;
  }

  @Test
  void aFileOf401LinesIsTooLong() throws IOException {
    String filler = "\n".repeat(399);

    assertEquals(List.of(), violations("class Bad {" + filler + "}"));
    assertEquals(
        List.of("/Bad.java:1: length: expected at most 400 lines, but got 401"),
        violations("class Bad {\n" + filler + "}"));
  }

  @Test
  void aMethodOf41LinesIsTooLong() throws IOException {
    assertEquals(List.of(), violations("class Bad {\n" + method("  void run()", 40) + "}"));
    assertEquals(
        List.of("/Bad.java:2: run: expected at most 40 lines, but got 41"),
        violations("class Bad {\n" + method("  void run()", 41) + "}"));
  }

  @Test
  void aTableMayBeTwiceAsLong() throws IOException {
    String head = "class Bad {\n  int run(int x) {\n    return switch (x) {\n";
    String tail = "      default -> 0;\n    };\n  }\n}\n";
    String row = "      case 1 -> 1;\n";

    assertEquals(List.of(), violations(head + row.repeat(75) + tail));
    assertEquals(
        List.of("/Bad.java:2: run: expected at most 80 lines, but got 81"),
        violations(head + row.repeat(76) + tail));
  }

  @Test
  void aCommentAboveAMethodDoesNotCount() throws IOException {
    String comment = "  /// Words.\n".repeat(10);

    assertEquals(
        List.of(), violations("class Bad {\n" + comment + method("  void run()", 40) + "}"));
  }

  @Test
  void sixParametersAreTooManyUnlessTheyAreFieldsOrArrays() throws IOException {
    String six = "(int a, int b, int c, int d, int e, int f) {}";
    String array = "(float[] a, int b, int c, int d, int e, int f) {}";

    assertEquals(
        List.of("/Bad.java:1: run: expected at most 5 parameters, but got 6"),
        violations("class Bad { void run" + six + " }"));
    assertEquals(
        List.of("/Bad.java:1: <init>: expected at most 5 parameters, but got 6"),
        violations("class Bad { public Bad" + six + " }"));
    assertEquals(List.of(), violations("class Bad { Bad" + six + " }"));
    assertEquals(List.of(), violations("class Bad { void run" + array + " }"));
    assertEquals(List.of(), violations("class Bad { @ParameterizedTest void run" + six + " }"));
    assertEquals(List.of(), violations("record Bad" + six));
    assertEquals(
        List.of(),
        violations("record Bad(int a, int b, int c, int d, int e, int f) { Bad" + six + "}"));
  }

  @Test
  void kernelsMayBeLongerAndTakeAllTheyNeed() throws IOException {
    String header = "  void run(int a, int b, int c, int d, int e, int f)";
    String kernels = "package dev.glissade.engine.kernels; class Bad {\n";

    assertEquals(List.of(), violations(kernels + method(header, 80) + "}"));
    assertEquals(
        List.of("/Bad.java:2: run: expected at most 80 lines, but got 81"),
        violations(kernels + method(header, 81) + "}"));
  }

  @Test
  void starImportsAreRefused() throws IOException {
    assertEquals(
        List.of(
            "/Bad.java:1: import: expected the names that are used, but got java.util.*",
            "/Bad.java:2: import: expected the names that are used, but got java.base"),
        violations("import java.util.*;\nimport module java.base;\nclass Bad {}"));
  }

  @Test
  void anOpenTaskNeedsTheNumberOfAnIssue() throws IOException {
    String task = "TO" + "DO";

    assertEquals(List.of(), violations("// " + task + "(#12): later\nclass Bad {}"));
    assertEquals(
        List.of(
            "/Bad.java:1: open task: expected the number of an issue, as in (#12), but got // "
                + task
                + ": later"),
        violations("// " + task + ": later\nclass Bad {}"));
  }
}
