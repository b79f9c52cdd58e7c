package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files are read, or refused with a message that names the file; nothing else happens.
class MutationPropertyTest {
  private static final String TABLE =
      """
      size,"colour, or ""none\""",weight,class
      1,red,0.5,a
      -2.5,"deep ""blue""\",1e3,b
      ,red,,a
      4,"two
      lines",7,b

      5,größe,8,a
      6,red,9,b
      """;
  private static final byte[] TOKENS =
      ",\"\n\r\t ;0123456789-+.eENanifx\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  /// One to four changes: a bit flipped, a byte replaced, pieces cut out, doubled, moved, cut off.
  private static byte[] mutated(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole;
    for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
      int at = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, at + 1 + random.nextInt(12));
      bytes =
          switch (random.nextInt(7)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> with(bytes, at, TOKENS[random.nextInt(TOKENS.length)]);
            case 2 -> with(bytes, at, (byte) random.nextInt(256));
            case 3 -> joined(bytes, 0, at, to, bytes.length);
            case 4 -> joined(bytes, 0, to, at, bytes.length);
            case 5 -> Arrays.copyOf(bytes, at);
            default -> joined(bytes, at, bytes.length, 0, at);
          };
    }
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  /// Two ranges of the bytes, one behind the other.
  private static byte[] joined(byte[] bytes, int from, int to, int nextFrom, int nextTo) {
    byte[] first = Arrays.copyOfRange(bytes, from, to);
    byte[] joined = Arrays.copyOf(first, first.length + nextTo - nextFrom);
    System.arraycopy(bytes, nextFrom, joined, first.length, nextTo - nextFrom);
    return joined;
  }

  /// Reads so many mutations of a file; answers how many were refused.
  private int refused(int rounds, String file, byte[] whole, Consumer<Path> reading) {
    SplittableRandom random = new SplittableRandom(file.hashCode());
    Path path = folder.resolve(file);
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] bytes = mutated(whole, random);
      write(path, bytes);
      try {
        reading.accept(path);
      } catch (DataException refusal) {
        refused++;
        assertTrue(refusal.getMessage().contains(file), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(": expected "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(", but got "), refusal.getMessage());
        assertTrue(refusal.getMessage().length() < 1000, refusal.getMessage());
      } catch (RuntimeException | Error other) {
        fail(round + ": " + file + " " + HexFormat.of().formatHex(bytes), other);
      }
    }
    write(path, whole);
    return refused;
  }

  private static void write(Path path, byte[] bytes) {
    try {
      Files.write(path, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void split(Path file) {
    Splits splits = Sources.open(file.toString()).split(0.6, 0.2, 0.2);
    float[] x = new float[splits.train().featureCount()];
    for (int example = 0; example < splits.train().size(); example++) {
      splits.train().features(example, x, 0);
      for (float value : x) {
        assertTrue(Float.isFinite(value));
      }
    }
  }

  private static void assertMany(int refused, int rounds) {
    assertTrue(refused > rounds / 10, "refused " + refused + " of " + rounds);
    assertTrue(refused < rounds, "nothing was read");
  }

  @Test
  void damagedTablesToLearnFromAreReadOrRefused() {
    byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);

    assertMany(refused(2000, "table.csv", table, MutationPropertyTest::split), 2000);
  }

  @Test
  void damagedCompressedTablesAreReadOrRefused() {
    byte[] table = Written.gzip(TABLE);

    assertMany(refused(1000, "table.csv.gz", table, MutationPropertyTest::split), 1000);
  }

  @Test
  void damagedTablesToBePredictedAndEvaluatedAreReadOrRefused() {
    byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);
    write(folder.resolve("training.csv"), table);
    Preprocessing fitted =
        Sources.open(folder.resolve("training.csv").toString()).split(1, 0, 0).preprocessing();

    for (Consumer<Path> reading :
        List.<Consumer<Path>>of(
            file -> Sources.labelled(file.toString(), fitted),
            file -> Sources.unlabelled(file.toString(), fitted))) {
      assertMany(refused(1000, "later.csv", table, reading), 1000);
    }
  }

  @Test
  void damagedImagesAreReadOrRefused() {
    for (boolean zipped : new boolean[] {false, true}) {
      for (String part : new String[] {"train-images-idx3", "train-labels-idx1"}) {
        byte[] images = zipped ? Written.gzip(Written.images(20)) : Written.images(20);
        byte[] labels = zipped ? Written.gzip(Written.labels(20)) : Written.labels(20);
        String end = "-ubyte" + (zipped ? ".gz" : "");
        Path imageFile = Written.bytes(folder, "train-images-idx3" + end, images);
        Path labelFile = Written.bytes(folder, "train-labels-idx1" + end, labels);
        byte[] whole = part.contains("images") ? images : labels;

        int refused =
            refused(
                500,
                part + end,
                whole,
                _ -> ImageSource.of("images", IdxReader.read(imageFile, labelFile)));

        assertMany(refused, 500);
      }
    }
  }
}
