package dev.glissade.train;

import dev.glissade.engine.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The checkpoints of a run: `step-000000690.safetensors` and so on, the newest two kept.
public record CheckpointFolder(Path folder) {
  private static final int KEPT = 2;
  private static final String SUFFIX = ".safetensors";

  /// Writes a checkpoint atomically, then removes those that are no longer needed; gives its file.
  public Path write(Checkpoint checkpoint) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoint: expected a folder " + folder + ", but got: " + e, e);
    }
    Path file = folder.resolve("step-%09d%s".formatted(checkpoint.clock().step(), SUFFIX));
    AtomicFiles.write(file, checkpoint.encode().encode());
    removeOthers(file);
    return file;
  }

  /// Leaves the newest checkpoints up to this one. Later ones could not be read when the training
  /// went on from an earlier one, and would come back as the newest; of writing that was cut short
  /// there may be parts.
  private void removeOthers(Path newest) {
    List<Path> files = files();
    int last = files.indexOf(newest);
    for (int i = 0; i < files.size(); i++) {
      if (i > last || i <= last - KEPT) {
        remove(files.get(i));
      }
    }
    files(AtomicFiles.PART).forEach(CheckpointFolder::remove);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoint: expected to delete " + file + ", but got: " + e, e);
    }
  }

  /// The files, oldest first.
  public List<Path> files() {
    return files(SUFFIX);
  }

  private List<Path> files(String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoint: expected to list " + folder + ", but got: " + e, e);
    }
  }

  /// The newest checkpoint that can be read; each damaged one is reported to `warnings`. Empty if
  /// there are no files.
  ///
  /// @throws CheckpointException if there are files, but none can be read
  public Optional<Checkpoint> newest(State.Layout layout, Consumer<String> warnings) {
    List<String> complaints = new ArrayList<>();
    for (Path file : files().reversed()) {
      try {
        return Optional.of(Checkpoint.decode(file.toString(), Safetensors.read(file), layout));
      } catch (CheckpointException e) {
        complaints.add(String.valueOf(e.getMessage()));
        warnings.accept(e.getMessage() + "; trying the checkpoint before it");
      }
    }
    if (!complaints.isEmpty()) {
      throw new CheckpointException(complaints.getFirst());
    }
    return Optional.empty();
  }
}
