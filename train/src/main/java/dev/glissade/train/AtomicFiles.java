package dev.glissade.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writing a file so that a reader sees the old content or the new, never a part: write beside,
/// force to disk, rename. Several processes may write one file; the last to rename wins.
public final class AtomicFiles {
  /// How the names of files end that are being written. One that was left by a process that was
  /// killed may be deleted.
  public static final String PART = ".part";

  private AtomicFiles() {}

  /// Replaces `file` by `content`; where it is a symbolic link, what it points to. What is not a
  /// file, such as `/dev/stdout` or a pipe, cannot be replaced and is written to.
  ///
  /// @throws UncheckedIOException naming the file, for example where the disk is full; the old
  ///     content is then kept
  public static void write(Path file, byte[] content) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file;
      if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
        Files.write(target, content);
      } else {
        replace(target, content);
      }
    } catch (NoSuchFileException e) {
      throw failure(file, "no such folder", e);
    } catch (IOException e) {
      throw failure(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static UncheckedIOException failure(Path file, String got, IOException cause) {
    return new UncheckedIOException(
        "write: expected to write %s, but got: %s".formatted(file, got), cause);
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(partOf(String.valueOf(file.getFileName())));
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(file);
    } catch (IOException e) {
      deleteQuietly(beside);
      throw e;
    }
  }

  /// A name that no other writer chooses.
  private static String partOf(String name) {
    return "%s.%d-%x%s".formatted(name, ProcessHandle.current().pid(), System.nanoTime(), PART);
  }

  /// Replaces `file` by `text` in UTF-8.
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Makes the rename last; some file systems cannot open a folder, and there is nothing else to do
  /// then.
  private static void forceFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      return;
    }
  }
}
