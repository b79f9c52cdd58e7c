package dev.glissade.tune.store;

import dev.glissade.tune.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder of files that are named by their content: the checkpoints of a study. The name is the
/// SHA-256 of the bytes, so that equal ones lie there once and damage is noticed.
///
/// A file is written beside, forced to the disk and renamed; only then is its hash returned, to be
/// told to the study. So no event ever names half a file, after a kill or a loss of power.
public final class Blobs {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String UNFINISHED = ".unfinished-";

  private final Path folder;

  /// The files in a folder, which is made when the first one is put.
  public Blobs(Path folder) {
    this.folder = folder;
  }

  /// Writes a file.
  public interface Writing {
    /// Writes to this path, where there is an empty file.
    void to(Path file) throws IOException;
  }

  /// Writes a file, and is done when it is on the disk.
  ///
  /// @return its hash
  /// @throws StoreException if it cannot be written
  public String put(Writing writing) {
    try {
      Files.createDirectories(folder);
      Path beside = Files.createTempFile(folder, UNFINISHED, "");
      try {
        writing.to(beside);
        String hash = hash(beside);
        Beside.force(beside);
        // Touched even if there was one, so that a collection under way lets it lie.
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now()));
        Files.move(
            beside,
            folder.resolve(hash),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        Beside.force(folder);
        return hash;
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new StoreException(
          folder + ": a checkpoint could not be written — help: is the disk full?", e);
    }
  }

  /// Whether there is a file with a hash.
  public boolean has(String hash) {
    return HASH.matcher(hash).matches() && Files.exists(folder.resolve(hash));
  }

  /// The file with a hash, after its bytes were checked.
  ///
  /// @throws IllegalArgumentException if it is not the form of a hash
  /// @throws StoreException if there is none or if it is damaged
  public Path get(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "checkpoint: expected 64 hexadecimal digits, but got " + hash);
    }
    Path file = folder.resolve(hash);
    try {
      String found = hash(file);
      if (!found.equals(hash)) {
        throw new StoreException(
            file + ": expected content of this hash, but got " + found,
            new IOException("damaged file"));
      }
    } catch (NoSuchFileException e) {
      throw new StoreException(
          file
              + ": expected a checkpoint, but there is none — help: copy it from the folder of the"
              + " process that made it, or give all processes one folder of checkpoints",
          e);
    } catch (IOException e) {
      throw new StoreException(file + ": the checkpoint cannot be read", e);
    }
    return file;
  }

  /// Deletes the files that nobody needs any more, and what was left of killed writers.
  ///
  /// @param needed the hashes of all `Saved` events that may still be gone on from
  /// @param age how old they must be at least: a younger one may be about to be told
  /// @return how many were deleted
  /// @throws StoreException if the folder cannot be read or changed
  public int collect(Set<String> needed, Duration age) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    FileTime limit = FileTime.from(Instant.now().minus(age));
    int deleted = 0;
    try {
      for (Path each : ours()) {
        if (isOld(each, limit) && !needed.contains(each.getFileName().toString())) {
          deleted += delete(each, limit) ? 1 : 0;
        }
      }
    } catch (NoSuchFileException _) {
      // Somebody else collects as well, and will come to the rest.
      return deleted;
    } catch (IOException e) {
      throw new StoreException(folder + ": old checkpoints cannot be deleted", e);
    }
    return deleted;
  }

  private static boolean isOld(Path file, FileTime limit) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(limit) <= 0;
  }

  /// Deletes a file, unless somebody has put it again since it was looked at.
  private boolean delete(Path file, FileTime limit) throws IOException {
    Path aside = folder.resolve(UNFINISHED + file.getFileName());
    Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (isOld(aside, limit)) {
      return Files.deleteIfExists(aside);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return false;
  }

  /// Files of other names are none of our business.
  private List<Path> ours() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              it -> {
                String name = it.getFileName().toString();
                return HASH.matcher(name).matches() || name.startsWith(UNFINISHED);
              })
          .toList();
    }
  }

  private static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = new byte[1 << 16];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        digest.update(bytes, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
