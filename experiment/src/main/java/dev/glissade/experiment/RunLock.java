package dev.glissade.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The right of one process to write a run folder, until it is closed or the process ends in any
/// way. Its file stays: a lock on a file that was deleted would keep nobody out.
final class RunLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Takes the lock of a folder. A file system that has no locks is reported to `warnings`.
  ///
  /// @throws IllegalArgumentException if somebody else has it
  static RunLock take(RunFolder folder, Consumer<String> warnings) {
    Path file = folder.lock();
    RunLock lock;
    try {
      lock =
          new RunLock(
              file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException("run: expected to write " + file + ", but got: " + e, e);
    }
    if (!lock.isTaken(warnings)) {
      lock.close();
      throw new IllegalArgumentException(
          "run: expected a folder that nobody else writes, but got %s, where a training is under way — help: wait for it or stop it; `glissade resume` goes on then"
              .formatted(folder.path()));
    }
    return lock;
  }

  private boolean isTaken(Consumer<String> warnings) {
    try {
      @Nullable FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException _) {
      return false;
    } catch (IOException e) {
      warnings.accept(
          "run: expected a file system with locks, but got: %s; nothing keeps a second process from %s"
              .formatted(e, file.getParent()));
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("run: expected to close " + file + ", but got: " + e, e);
    }
  }
}
