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

  /// Writes a checkpoint atomically, then removes the oldest; gives its file.
  public Path write(Checkpoint checkpoint) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoint: expected a folder " + folder + ", but got: " + e, e);
    }
    Path file = folder.resolve("step-%09d.safetensors".formatted(checkpoint.clock().step()));
    AtomicFiles.write(file, checkpoint.encode().encode());
    List<Path> files = files();
    for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
      try {
        Files.deleteIfExists(old);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "checkpoint: expected to delete " + old + ", but got: " + e, e);
      }
    }
    return file;
  }

  /// The files, oldest first.
  public List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".safetensors"))
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
