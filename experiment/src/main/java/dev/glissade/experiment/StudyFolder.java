package dev.glissade.experiment;

import dev.glissade.data.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folder of a study: its settings, what remembers it, its checkpoints, its report.
public record StudyFolder(Path path) {
  private static final String SQLITE = "sqlite:";

  /// Resolved settings.
  public Path settings() {
    return path.resolve("study.yaml");
  }

  /// What remembers a study, unless its settings name another storage.
  Path database() {
    return path.resolve("study.db");
  }

  /// What trials can go on from.
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /// The page for people.
  public Path report() {
    return path.resolve("report.html");
  }

  /// The result for programs.
  public Path summary() {
    return path.resolve("summary.json");
  }

  /// An address of a storage, with a relative SQLite file being in this folder.
  String storage(String address) {
    return address.startsWith(SQLITE)
        ? SQLITE + path.resolve(address.substring(SQLITE.length()))
        : address;
  }

  /// The name of the folder, of letters, digits, `.`, `-` and `_`, as that of a study.
  public String name() {
    String name = (path.toAbsolutePath().normalize().getFileName() + "");
    String plain = name.replaceAll("[^\\w.-]+", "-");
    return plain.isEmpty() ? "study" : plain;
  }

  /// Whether there is a study in a folder.
  public static boolean isStudy(Path path) {
    return Files.isRegularFile(new StudyFolder(path).settings());
  }

  /// A study that exists.
  ///
  /// @throws IllegalArgumentException if there is none
  public static StudyFolder existing(Path path) {
    if (!isStudy(path)) {
      throw new IllegalArgumentException(
          "study: expected a folder with a study.yaml, but got %s — help: name the folder that `glissade tune` printed%s"
              .formatted(path, nearest(path)));
    }
    return new StudyFolder(path);
  }

  private static String nearest(Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    List<String> names =
        parent == null ? List.of() : all(parent).stream().map(StudyFolder::name).toList();
    return Names.nearest(path.getFileName() + "", names)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse("");
  }

  /// The studies in a folder, by name.
  ///
  /// @throws UncheckedIOException if it cannot be listed
  public static List<StudyFolder> all(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> content = Files.list(parent)) {
      return content.filter(StudyFolder::isStudy).sorted().map(StudyFolder::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("study: expected to list " + parent + ", but got: " + e, e);
    }
  }

  /// Refuses a folder that has something in it.
  void checkIsNew() {
    boolean isEmpty;
    try {
      isEmpty = !Files.exists(path) || (Files.isDirectory(path) && isEmpty(path));
    } catch (IOException e) {
      throw new UncheckedIOException("out: expected a folder " + path + ", but got: " + e, e);
    }
    if (!isEmpty) {
      String help =
          isStudy(path) ? " — help: `glissade tune %s` goes on with the study".formatted(path) : "";
      throw new IllegalArgumentException(
          "out: expected a new or empty folder, but got %s%s".formatted(path, help));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  void create() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("out: expected a folder " + path + ", but got: " + e, e);
    }
  }

  void removeIfEmpty() {
    try {
      if (isEmpty(path)) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("out: expected a folder " + path + ", but got: " + e, e);
    }
  }

  /// The first of `digits-1-retest-1`, `digits-1-retest-2`, … beside it that does not exist.
  public StudyFolder sibling(String kind) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    Path beside = parent == null ? path : parent;
    return new StudyFolder(RunFolder.next(beside, name() + "-" + kind));
  }

  /// The first of `studies/digits-1`, `studies/digits-2`, … that does not exist.
  public static StudyFolder next(String data) {
    return new StudyFolder(RunFolder.next(Path.of("studies"), data));
  }
}
