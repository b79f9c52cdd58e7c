package dev.glissade.examples.rules;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The files of the project, as a person who has cloned it sees them.
final class Repository {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Set<String> NOT_OURS = Set.of("target", "shared", "runs");

  private Repository() {}

  /// The folder with the licence, from here upwards.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no LICENSE in this folder or above it");
      }
    }
    return folder;
  }

  /// The modules of the build, in its order.
  static List<String> modules() throws IOException {
    String pom = Files.readString(root().resolve("pom.xml"));
    return MODULE.matcher(pom).results().map((MatchResult each) -> each.group(1)).toList();
  }

  /// All files with this ending below `folder`, without build output and hidden folders; none if
  /// there is no such folder.
  static List<Path> files(Path folder, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            String name = inner.getFileName().toString();
            boolean isSkipped =
                !inner.equals(folder) && (NOT_OURS.contains(name) || name.startsWith("."));
            return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }
}
