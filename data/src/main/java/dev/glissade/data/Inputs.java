package dev.glissade.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Files as streams, gzip undone where the first bytes say so, whatever the file's name.
final class Inputs {
  private static final int BUFFER = 1 << 16;

  private Inputs() {}

  static InputStream open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw DataException.expected(file.toString(), "a file", "nothing: it does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw DataException.expected(
          file.toString(), "a file", Files.isDirectory(file) ? "a folder" : "something else");
    }
    if (!Files.isReadable(file)) {
      throw DataException.expected(
          file.toString(), "a readable file", "one that this user may not read");
    }
    return unzipped(file.toString(), Files.newInputStream(file));
  }

  /// The most bytes that can come out of a file: deflate makes at most 1032 of one.
  static long most(Path file) throws IOException {
    return Math.multiplyExact(Files.size(file), 1032L);
  }

  static InputStream unzipped(String name, InputStream raw) throws IOException {
    try {
      BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
      in.mark(2);
      boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return zipped ? new GZIPInputStream(in, BUFFER) : in;
    } catch (EOFException | ZipException damaged) {
      raw.close();
      throw damaged(name, damaged);
    } catch (IOException | RuntimeException failure) {
      raw.close();
      throw failure;
    }
  }

  static DataException damaged(String file, IOException reason) {
    String got =
        reason instanceof EOFException
            ? "one that ends too early"
            : "a damaged one (" + reason.getMessage() + ")";
    return new DataException(
        file
            + ": expected a complete gzip file, but got "
            + got
            + " — help: copy or download the file again",
        reason);
  }

  static DataException unreadable(String file, IOException reason) {
    return new DataException(
        file + ": expected a readable file, but got " + reason.getMessage(), reason);
  }
}
