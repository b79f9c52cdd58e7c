package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  private static final String DAMAGED = " — help: the file is damaged or incomplete";

  @TempDir Path folder;

  private void assertRefused(String file, String expected) {
    assertEquals(folder.resolve(file) + expected, Written.refusal(() -> IdxReader.read(folder)));
  }

  private void write(byte[] images, byte[] labels) {
    Written.bytes(folder, IMAGES, images);
    Written.bytes(folder, LABELS, labels);
  }

  @Test
  void aFolderOfImagesIsRead() {
    write(Written.images(10), Written.labels(10));

    ImageSource source = IdxReader.read(folder);

    assertTrue(IdxReader.isFolder(folder));
    assertEquals(String.valueOf(folder.getFileName()), source.name());
    assertEquals(10, source.size());
    assertEquals(new Task.Classification(List.of("3", "7")), source.task());
    assertEquals("classification: images have labels", source.taskReason());
    assertTrue(source.test().isEmpty());
    assertEquals(List.of(), source.columns());
    assertArrayEquals(new int[] {2, 3}, source.train().shape());
    assertEquals(6, source.train().pixelCount());
    assertEquals(9, source.train().pixel(4, 5));
    assertEquals(7, source.train().label(1));
  }

  @Test
  void gzipAndATestPartAreRead() {
    Written.bytes(folder, IMAGES + ".gz", Written.gzip(Written.images(10)));
    Written.bytes(folder, LABELS + ".gz", Written.gzip(Written.labels(10)));
    Written.bytes(folder, TEST_IMAGES + ".gz", Written.gzip(Written.images(4)));
    Written.bytes(folder, TEST_LABELS, Written.labels(4));

    ImageSource source = IdxReader.read(folder);

    assertEquals(14, source.size());
    assertEquals(10, source.train().size());
    assertEquals(4, source.test().orElseThrow().size());
  }

  @Test
  void bytesAreNumbersFrom0To255() {
    write(Written.idx(new byte[] {0, -1, -128, 127}, 2, 1, 2), Written.idx(new byte[] {0, -1}, 2));

    ImageSource source = IdxReader.read(folder);

    assertEquals(255, source.train().pixel(0, 1));
    assertEquals(128, source.train().pixel(1, 0));
    assertEquals(new Task.Classification(List.of("0", "255")), source.task());
  }

  @Test
  void fingerprintIsOfTheContentOnly() throws IOException {
    write(Written.images(10), Written.labels(10));
    String plain = IdxReader.read(folder).fingerprint();

    Files.delete(folder.resolve(IMAGES));
    Written.bytes(folder, IMAGES + ".gz", Written.gzip(Written.images(10)));
    assertEquals(plain, IdxReader.read(folder).fingerprint());

    byte[] images = Written.images(10);
    images[20]++;
    Written.bytes(folder, IMAGES + ".gz", Written.gzip(images));
    assertFalse(plain.equals(IdxReader.read(folder).fingerprint()));
  }

  @Test
  void aFolderWithoutImagesIsRefused() {
    assertFalse(IdxReader.isFolder(folder));
    assertEquals(
        folder + ": expected a folder with train-images-idx3-ubyte[.gz], but got none of that name",
        Written.refusal(() -> Sources.open(folder.toString())));
    Written.bytes(folder, IMAGES, Written.images(10));
    assertEquals(
        folder + ": expected a folder with train-labels-idx1-ubyte[.gz], but got none of that name",
        Written.refusal(() -> IdxReader.read(folder)));
  }

  @Test
  void aTestPartNeedsLabelsToo() {
    write(Written.images(10), Written.labels(10));
    Written.bytes(folder, TEST_IMAGES, Written.images(4));

    assertEquals(
        folder
            + ": expected images and labels of the test part, but got only"
            + " t10k-images-idx3-ubyte",
        Written.refusal(() -> IdxReader.read(folder)));
  }

  @Test
  void aWrongMagicNumberIsRefused() {
    write(Written.labels(10), Written.labels(10));
    assertRefused(
        IMAGES,
        ": expected an IDX file of unsigned bytes with 3 dimensions, which begins with 00 00 08 03,"
            + " but got 00 00 08 01");

    byte[] floats = Written.labels(10);
    floats[2] = 0x0d;
    write(Written.images(10), floats);
    assertRefused(
        LABELS,
        ": expected an IDX file of unsigned bytes with 1 dimension, which begins with 00 00 08 01,"
            + " but got 00 00 0d 01");
  }

  @Test
  void aHeaderCutOffIsRefused() {
    write(Arrays.copyOf(Written.images(10), 10), Written.labels(10));
    assertRefused(IMAGES, ": expected an IDX header of 16 bytes, but got 10 bytes in all");

    write(new byte[0], Written.labels(10));
    assertRefused(IMAGES, ": expected an IDX header of 16 bytes, but got 0 bytes in all");
  }

  @Test
  void imagesCutOffAreRefused() {
    write(Arrays.copyOf(Written.images(10), 16 + 59), Written.labels(10));
    assertRefused(
        IMAGES,
        ": expected 60 bytes after the header, which promises 10 x 2 x 3, but got 59" + DAMAGED);
  }

  @Test
  void trailingBytesAreRefused() {
    write(Written.images(10), Arrays.copyOf(Written.labels(10), 8 + 12));
    assertRefused(
        LABELS, ": expected 10 bytes after the header, which promises 10, but got 12" + DAMAGED);
  }

  @Test
  void thePromiseOfAHeaderCostsNothing() {
    long[][] promises = {{4, 1 << 30, 1}, {1 << 30, 1, 1}, {-1, -1, -1}, {2, 1 << 10, 1 << 20}};
    String[] bytes = {"4294967296", "1073741824", "79228162458924105385300197375", "2147483648"};
    for (int i = 0; i < promises.length; i++) {
      int[] extents = Arrays.stream(promises[i]).mapToInt(extent -> (int) extent).toArray();
      byte[] images = Written.idx(new byte[100], extents);
      write(i % 2 == 0 ? images : Written.gzip(images), Written.labels(10));
      String expected =
          String.format(
              ": expected %s bytes after the header, which promises %s x %s x %s, but got 100",
              bytes[i],
              Integer.toUnsignedString(extents[0]),
              Integer.toUnsignedString(extents[1]),
              Integer.toUnsignedString(extents[2]));

      long allocated = Written.allocated(() -> assertRefused(IMAGES, expected + DAMAGED));

      assertTrue(allocated < 1_000_000, "allocated " + allocated);
    }
  }

  @Test
  void anExtentOfZeroIsRefused() {
    write(Written.idx(new byte[0], 0, 28, 28), Written.labels(10));
    assertRefused(IMAGES, ": expected extents of at least 1, but got 0 x 28 x 28");
  }

  @Test
  void labelsAndImagesMustBeAsMany() {
    write(Written.images(10), Written.labels(9));
    assertRefused(LABELS, ": expected 10 labels, one for each image in " + IMAGES + ", but got 9");
  }

  @Test
  void oneClassOnlyIsRefused() {
    write(Written.images(3), Written.idx(new byte[] {5, 5, 5}, 3));
    assertRefused(
        IMAGES, ": expected at least two classes, but got only the label 5 in all 3 images");
  }

  @Test
  void aDamagedGzipFileIsRefused() {
    byte[] zipped = Written.gzip(Written.images(100));
    byte[] crc = zipped.clone();
    crc[crc.length - 8] ^= 1;
    write(crc, Written.labels(100));
    assertRefused(
        IMAGES,
        ": expected a complete gzip file, but got a damaged one (Corrupt GZIP trailer) — help:"
            + " copy or download the file again");

    write(Arrays.copyOf(zipped, zipped.length - 9), Written.labels(100));
    assertRefused(
        IMAGES,
        ": expected a complete gzip file, but got one that ends too early — help: copy or download"
            + " the file again");
  }

  @Test
  void aTestPartMustFitTheTrainingPart() {
    write(Written.images(10), Written.labels(10));
    Written.bytes(folder, TEST_IMAGES, Written.idx(new byte[8], 2, 2, 2));
    Written.bytes(folder, TEST_LABELS, Written.labels(2));
    assertRefused(
        TEST_IMAGES,
        ": expected images of shape [2, 3] as in " + folder.resolve(IMAGES) + ", but got [2, 2]");

    Written.bytes(folder, TEST_IMAGES, Written.images(2));
    Written.bytes(folder, TEST_LABELS, Written.idx(new byte[] {3, 4}, 2));
    assertRefused(
        TEST_IMAGES,
        ": expected labels that occur in "
            + folder.resolve(IMAGES)
            + ", 3, 7, but got 4 for image 2");
  }
}
