package dev.glissade.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/// Reads images and labels in the IDX format of the MNIST family, plain or gzip (told by content).
///
/// What a header promises is believed only as far as the file can keep it.
public final class IdxReader {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private IdxReader() {}

  /// The images of a folder: `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, and `t10k-…`
  /// for a test part if they are there, each also with `.gz`.
  public static ImageSource read(Path folder) {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    Images train =
        read(
            find(folder, "train-images-idx3-ubyte").orElseThrow(() -> noFile(folder, "images")),
            find(folder, "train-labels-idx1-ubyte").orElseThrow(() -> noFile(folder, "labels")));
    Optional<Path> images = find(folder, "t10k-images-idx3-ubyte");
    Optional<Path> labels = find(folder, "t10k-labels-idx1-ubyte");
    if (images.isPresent() != labels.isPresent()) {
      throw DataException.expected(
          folder.toString(),
          "images and labels of the test part",
          "only " + images.or(() -> labels).map(Path::getFileName).orElseThrow());
    }
    return images
        .map(path -> ImageSource.of(name, train, read(path, labels.orElseThrow())))
        .orElseGet(() -> ImageSource.of(name, train));
  }

  /// Whether there are images for training in a folder.
  public static boolean isFolder(Path folder) {
    return find(folder, "train-images-idx3-ubyte").isPresent();
  }

  /// The images in one file with their labels in another.
  public static Images read(Path images, Path labels) {
    Body pixels = body(images, 3);
    Body classes = body(labels, 1);
    if (classes.extents[0] != pixels.extents[0]) {
      throw DataException.expected(
          labels.toString(),
          pixels.extents[0] + " labels, one for each image in " + images.getFileName(),
          Integer.toString(classes.extents[0]));
    }
    int[] shape = Arrays.copyOfRange(pixels.extents, 1, pixels.extents.length);
    return Images.of(images.toString(), shape, pixels.bytes, classes.bytes);
  }

  private static Optional<Path> find(Path folder, String name) {
    return List.of(name, name + ".gz").stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static DataException noFile(Path folder, String what) {
    return DataException.expected(
        folder.toString(),
        "a folder with train-" + what + "-idx" + (what.equals("images") ? 3 : 1) + "-ubyte[.gz]",
        "none of that name");
  }

  /// The bytes of a file behind its header.
  private static final class Body {
    private final int[] extents;
    private final byte[] bytes;

    Body(int[] extents, byte[] bytes) {
      this.extents = extents;
      this.bytes = bytes;
    }
  }

  private static Body body(Path file, int dimensions) {
    try (InputStream in = Inputs.open(file)) {
      int[] extents = header(file, in, dimensions);
      return new Body(extents, values(file, in, extents));
    } catch (EOFException | ZipException damaged) {
      throw Inputs.damaged(file.toString(), damaged);
    } catch (IOException failure) {
      throw Inputs.unreadable(file.toString(), failure);
    }
  }

  private static int[] header(Path file, InputStream in, int dimensions) throws IOException {
    int length = 4 + 4 * dimensions;
    byte[] bytes = in.readNBytes(length);
    if (bytes.length >= 4) {
      checkMagic(file, bytes, dimensions);
    }
    if (bytes.length < length) {
      throw DataException.expected(
          file.toString(), "an IDX header of " + length + " bytes", bytes.length + " bytes in all");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).position(4);
    int[] extents = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      extents[i] = header.getInt();
    }
    return extents;
  }

  private static void checkMagic(Path file, byte[] bytes, int dimensions) {
    byte[] magic = {0, 0, UNSIGNED_BYTES, (byte) dimensions};
    if (!Arrays.equals(magic, Arrays.copyOf(bytes, 4))) {
      throw DataException.expected(
          file.toString(),
          "an IDX file of unsigned bytes with "
              + dimensions
              + (dimensions == 1 ? " dimension" : " dimensions")
              + ", which begins with "
              + hex(magic),
          hex(Arrays.copyOf(bytes, 4)));
    }
  }

  private static String hex(byte[] bytes) {
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> String.format("%02x", bytes[i]))
        .collect(Collectors.joining(" "));
  }

  private static byte[] values(Path file, InputStream in, int[] extents) throws IOException {
    BigInteger promised =
        IntStream.of(extents)
            .mapToObj(extent -> BigInteger.valueOf(Integer.toUnsignedLong(extent)))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    if (promised.signum() == 0) {
      throw DataException.expected(file.toString(), "extents of at least 1", shape(extents));
    }
    boolean fits = promised.compareTo(BigInteger.valueOf(LARGEST)) <= 0;
    // Memory in one piece for a promise that the file can keep; reading piece by piece would need
    // twice as much at its end.
    boolean isPossible = promised.compareTo(BigInteger.valueOf(Inputs.most(file))) <= 0;
    byte[] values = fits && isPossible ? new byte[promised.intValueExact()] : new byte[0];
    long real = in.readNBytes(values, 0, values.length);
    real += in.transferTo(OutputStream.nullOutputStream());
    if (!promised.equals(BigInteger.valueOf(real))) {
      throw DataException.expected(
          file.toString(),
          promised + " bytes after the header, which promises " + shape(extents),
          Long.toString(real),
          "the file is damaged or incomplete");
    }
    if (!fits) {
      throw DataException.expected(
          file.toString(), "at most " + LARGEST + " bytes after the header", Long.toString(real));
    }
    return values;
  }

  private static String shape(int[] extents) {
    return IntStream.of(extents)
        .mapToObj(Integer::toUnsignedString)
        .collect(Collectors.joining(" x "));
  }
}
