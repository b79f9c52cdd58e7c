package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.function.Executable;

/// Files that tests write, and what the tests measure.
final class Written {
  private Written() {}

  static Path text(Path folder, String name, String text) {
    return bytes(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path bytes(Path folder, String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toByteArray();
  }

  static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  /// An IDX file: its header and these bytes.
  static byte[] idx(byte[] values, int... extents) {
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * extents.length + values.length);
    out.put(new byte[] {0, 0, 8, (byte) extents.length});
    for (int extent : extents) {
      out.putInt(extent);
    }
    return out.put(values).array();
  }

  /// Images of 2 × 3 pixels: image `i` holds the values `i`, `i + 1`, …
  static byte[] images(int count) {
    byte[] pixels = new byte[count * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 6 + i % 6);
    }
    return idx(pixels, count, 2, 3);
  }

  /// The labels 3, 7, 3, 7, …
  static byte[] labels(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 2 == 0 ? 3 : 7);
    }
    return idx(labels, count);
  }

  /// The message with which data is refused.
  static String refusal(Executable reading) {
    return assertThrows(DataException.class, reading).getMessage();
  }

  /// How many bytes this thread allocates meanwhile.
  static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
