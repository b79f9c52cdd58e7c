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

/// The checkpoints of a run: `step-000000690.safetensors` and so on.
///
/// Those of the best epochs are in the folder `best`, where names end with the loss, and those of
/// every so many epochs in `epochs`; both only on request. They are further names of the same
/// files where the file system has such.
public record CheckpointFolder(Path folder, Keep keep) {
  private static final String BEST = "best";
  private static final String LOSS = "-loss-";
  private static final String SUFFIX = ".safetensors";

  /// The newest two are kept.
  public CheckpointFolder(Path folder) {
    this(folder, Keep.USUAL);
  }

  /// Writes the checkpoint of the end of an epoch; gives its file.
  ///
  /// @param loss what the epoch is judged by; NaN is never among the best
  public Path write(Checkpoint checkpoint, double loss) {
    Path file = write(checkpoint);
    String name = file.getFileName().toString();
    String step = name.substring(0, name.length() - SUFFIX.length());
    if (keep.best() > 0 && !Double.isNaN(loss)) {
      var best = new CheckpointFolder(folder.resolve(BEST), keep);
      best.files().stream()
          .filter(other -> step(other).compareTo(step) >= 0)
          .forEach(CheckpointFolder::remove);
      best.link(file, step + LOSS + loss + SUFFIX);
      best.files().stream()
          .sorted(Comparator.comparingDouble(CheckpointFolder::loss).thenComparing(Path::toString))
          .skip(keep.best())
          .forEach(CheckpointFolder::remove);
    }
    if (keep.every() > 0 && checkpoint.clock().epoch() % keep.every() == 0) {
      new CheckpointFolder(folder.resolve("epochs"), keep).link(file, name);
    }
    return file;
  }

  private static String step(Path file) {
    return file.getFileName().toString().split(LOSS, 2)[0];
  }

  private static double loss(Path file) {
    String[] parts = file.getFileName().toString().split(LOSS, 2);
    try {
      return Double.parseDouble(parts[1].substring(0, parts[1].length() - SUFFIX.length()));
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /// A further name for a file, or a copy where that is not possible.
  private void link(Path file, String name) {
    Path other = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(other);
      try {
        Files.createLink(other, file);
      } catch (UnsupportedOperationException | IOException _) {
        AtomicFiles.write(other, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoint: expected to write " + other + ", but got: " + e, e);
    }
  }

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
      if (i > last || i <= last - keep.last()) {
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

  /// The file of the best epoch, if such are kept.
  public Optional<Path> best() {
    return new CheckpointFolder(folder.resolve(BEST), keep)
        .files().stream().min(Comparator.comparingDouble(CheckpointFolder::loss));
  }

  /// Makes something of what a file holds.
  public interface Reader<T> {
    /// @throws CheckpointException if the content is not what it should be
    T read(String name, Safetensors file);
  }

  /// The newest checkpoint that can be read; each damaged one is reported to `warnings`. Empty if
  /// there are no files.
  ///
  /// @throws CheckpointException if there are files, but none can be read
  public Optional<Checkpoint> newest(State.Layout layout, Consumer<String> warnings) {
    return newest((name, file) -> Checkpoint.decode(name, file, layout), warnings);
  }

  /// What a reader makes of the newest checkpoint that it can read.
  ///
  /// @throws CheckpointException if there are files, but none can be read
  public <T> Optional<T> newest(Reader<T> reader, Consumer<String> warnings) {
    List<String> complaints = new ArrayList<>();
    for (Path file : files().reversed()) {
      try {
        return Optional.of(reader.read(file.toString(), Safetensors.read(file)));
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
