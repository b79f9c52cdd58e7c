import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs google-java-format over all Java files of the project, in the JDK that runs this: it needs
/// the compiler of the language version that the code is written in, which Maven's own JDK may not
/// have.
final class Format {
  private Format() {}

  /// `java Format.java ROOT JAR check|write`
  public static void main(String... arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    Path list = Path.of(arguments[1]).resolveSibling("java-files.txt");
    Files.write(list, javaFiles(root));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // A run of seconds ends before the optimising compiler has paid for itself.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", arguments[1]));
    command.addAll(
        switch (arguments[2]) {
          case "check" -> List.of("--dry-run", "--set-exit-if-changed");
          case "write" -> List.of("--replace");
          default ->
              throw new IllegalArgumentException(
                  "format: expected check or write, but got " + arguments[2]);
        });
    command.add("@" + list);
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      System.err.println(
          "format: expected files as google-java-format writes them, but got those above"
              + " — help: mvn -q -N -Pformat initialize");
    }
    System.exit(status);
  }

  private static List<String> javaFiles(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      List<String> files = new ArrayList<>(List.of(root.resolve(".ci/Format.java").toString()));
      for (Path source : modules.map(module -> module.resolve("src")).sorted().toList()) {
        if (Files.isDirectory(source)) {
          try (Stream<Path> found = Files.walk(source)) {
            found.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(files::add);
          }
        }
      }
      return files;
    }
  }
}
