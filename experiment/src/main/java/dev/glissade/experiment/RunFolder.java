package dev.glissade.experiment;

import dev.glissade.train.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The folder that a training leaves: its settings, what it measured, its checkpoints, its model.
public record RunFolder(Path path) {
  private static final String LOCK = ".lock";

  /// Resolved settings.
  public Path settings() {
    return path.resolve("run.yaml");
  }

  /// A line for each interval of steps and each epoch.
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /// Beginnings, ends, checkpoints, changes, warnings.
  public Path events() {
    return path.resolve("events.jsonl");
  }

  /// What resuming starts from.
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /// The settings that the checkpoints were trained with.
  Path trainedSettings() {
    return checkpoints().resolve("settings.yaml");
  }

  /// The model with everything that using it needs.
  public Path model() {
    return path.resolve("model.glissade");
  }

  /// The page for people.
  public Path report() {
    return path.resolve("report.html");
  }

  /// The result for programs.
  public Path summary() {
    return path.resolve("summary.json");
  }

  /// What the process that writes the folder has locked.
  Path lock() {
    return path.resolve(LOCK);
  }

  /// Refuses a folder that has something in it, except for what a process leaves that was killed
  /// before it wrote anything.
  void checkIsNew() {
    if (Files.exists(path) && !isEmptyFolder()) {
      throw new IllegalArgumentException(
          "out: expected a new or empty folder, but got %s — help: `glissade resume %s` goes on with a run"
              .formatted(path, path));
    }
  }

  private boolean isEmptyFolder() {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.allMatch(file -> isPart(file) || file.equals(lock()));
    } catch (IOException e) {
      throw new UncheckedIOException("out: expected a folder " + path + ", but got: " + e, e);
    }
  }

  private static boolean isPart(Path file) {
    return file.toString().endsWith(AtomicFiles.PART);
  }

  /// Removes what would be wrong while a training is under way: the summary of an earlier end, and
  /// parts of files that a process left when it was killed.
  void removeLeftovers() {
    try (Stream<Path> content = Files.list(path)) {
      for (Path file : content.filter(each -> isPart(each) || each.equals(summary())).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("out: expected to clear " + path + ", but got: " + e, e);
    }
  }

  void create() {
    create(path);
  }

  void createCheckpoints() {
    create(checkpoints());
  }

  private static void create(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("out: expected a folder " + path + ", but got: " + e, e);
    }
  }

  /// A run that exists.
  ///
  /// @throws IllegalArgumentException if there is none
  static RunFolder existing(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(folder.settings())) {
      throw new IllegalArgumentException(
          "run: expected a folder with a run.yaml, but got %s — help: name the folder that `glissade train` printed"
              .formatted(path));
    }
    return folder;
  }

  /// The first of `runs/digits-1`, `runs/digits-2`, … that does not exist.
  public static Path next(String data) {
    return next(Path.of("runs"), data);
  }

  /// The first of `data-1`, `data-2`, … in a folder that does not exist.
  static Path next(Path parent, String data) {
    String name = Path.of(data).getFileName() + "";
    String plain = name.replaceAll("\\.(csv|gz|yaml|yml)", "").replaceAll("[^A-Za-z0-9_-]+", "-");
    String stem = plain.isEmpty() ? "run" : plain.toLowerCase(Locale.ROOT);
    int number = 1;
    while (Files.exists(parent.resolve(stem + "-" + number))) {
      number++;
    }
    return parent.resolve(stem + "-" + number);
  }
}
