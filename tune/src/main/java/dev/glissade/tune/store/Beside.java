package dev.glissade.tune.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/// Files that are there as a whole or not at all: written beside, forced to the disk, renamed.
final class Beside {
  private Beside() {}

  /// Writes to a path where there is an empty file.
  interface Writing {
    void to(Path file) throws SQLException, IOException;
  }

  /// Writes a file, or replaces it.
  static void write(Path file, Writing writing) throws SQLException, IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    Path beside = Files.createTempFile(folder, file.getFileName() + "-", ".unfinished");
    try {
      writing.to(beside);
      force(beside);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /// Forces a file or folder to the disk.
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
