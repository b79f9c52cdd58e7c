package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a file is said with file, line and column, and the remedy where one is known.
class CsvRefusalTest {
  private static final String LEAVE_EMPTY =
      "correct it, or leave the field empty where the value is missing";
  private static final String GZIP_HELP = " — help: copy or download the file again";

  @TempDir Path folder;

  private void assertRefused(String expected, String text) {
    Path file = Written.text(folder, "bad.csv", text);
    assertEquals(file + expected, Written.refusal(() -> CsvReader.read(file)));
  }

  private void assertRefused(String expected, byte[] bytes) {
    Path file = Written.bytes(folder, "bad.csv", bytes);
    assertEquals(file + expected, Written.refusal(() -> CsvReader.read(file)));
  }

  @Test
  void aMissingFileIsRefused() {
    Path file = folder.resolve("none.csv");

    assertEquals(
        file + ": expected a file, but got nothing: it does not exist",
        Written.refusal(() -> CsvReader.read(file)));
  }

  @Test
  void aFolderIsNoFile() {
    assertEquals(
        folder + ": expected a file, but got a folder",
        Written.refusal(() -> CsvReader.read(folder)));
  }

  @Test
  void anEmptyFileIsRefused() {
    String expected =
        ": expected a header line with the names of the columns, but got an empty file";

    assertRefused(expected, "");
    assertRefused(expected, "\n\r\n\n");
    assertRefused(expected, "\uFEFF");
    assertRefused(expected, Written.gzip(""));
  }

  @Test
  void aHeaderAloneIsRefused() {
    String expected = ": expected rows below the header, but got the header only";

    assertRefused(expected, "a,b");
    assertRefused(expected, "a,b\n");
    assertRefused(expected, "a,b\r\n\r\n");
  }

  @Test
  void aRaggedRowIsRefusedAtItsField() {
    assertRefused(
        ":3:3: expected 3 fields, as in the header, but got 2", "a,b,c\n1,2,3\n4,5\n6,7,8\n");
    assertRefused(
        ":3:4: expected 3 fields, as in the header, but got 5", "a,b,c\n1,2,3\n4,5,6,7,8\n");
    assertRefused(":3:2: expected 2 fields, as in the header, but got 1", "a,b\n1,2\n3");
  }

  @Test
  void namesOfColumnsMustBeThereAndDiffer() {
    assertRefused(
        ":1:3: expected names that differ, but got 'a' again, the name of column 1",
        "a,b,a\n1,2,3\n");
    assertRefused(":1:2: expected the name of a column, but got an empty field", "a,,c\n1,2,3\n");
    assertRefused(":1:3: expected the name of a column, but got an empty field", "a,b,\n1,2,3\n");
  }

  @Test
  void aFileWithoutAHeaderIsRefused() {
    String help = " — help: put a line with the names of the columns above the first row";

    assertRefused(
        ":1:1: expected the name of a column, but got the number '5.1'" + help,
        "5.1,3.5,Iris-setosa\n4.9,3,Iris-setosa\n");
    assertRefused(
        ":1:1: expected the name of a column, but got the number '31'" + help, "31,7\n32,8\n");
    assertRefused(
        ":2:2: expected the name of a column, but got the number '1e-3'" + help, "\na,1e-3\n1,2\n");
  }

  @Test
  void otherSeparatorsAreRecognised() {
    assertRefused(
        ":1: expected columns separated by commas, but got a header without a comma, 'a;b' — help:"
            + " write the file with commas instead of semicolons or tabs",
        "a;b\n1;2\n");
    assertRefused(
        ":1: expected columns separated by commas, but got a header without a comma, 'a\uFFFDb' —"
            + " help: write the file with commas instead of semicolons or tabs",
        "a\tb\n1\t2\n");
  }

  @Test
  void aWordAmongNumbersIsRefused() {
    assertRefused(
        ":3:2: expected a number in column 'b', but got 'x' — help: 2 of the 3 values of this"
            + " column are numbers; "
            + LEAVE_EMPTY,
        "a,b\n1,2\n1,x\n1,3\n");
    assertRefused(
        ":2:1: expected a number in column 'a', but got '?' — help: 1 of the 3 values of this"
            + " column are numbers; "
            + LEAVE_EMPTY,
        "a,b\n?,2\n1,3\nNA,4\n");
  }

  @Test
  void aWordAfterManyNumbersIsRefused() {
    assertRefused(
        ":10002:1: expected a number in column 'a', but got 'x' — help: the values above it are"
            + " numbers; "
            + LEAVE_EMPTY,
        "a\n" + "1\n".repeat(10_000) + "x\n");
  }

  @Test
  void aWordIsRefusedWhereNumbersAreAskedFor() {
    Path file = Written.text(folder, "bad.csv", "a,b\nx,1\ny,2\n");

    assertEquals(
        file + ":2:1: expected a number in column 'a', but got 'x' — help: " + LEAVE_EMPTY,
        Written.refusal(() -> CsvReader.read(file, Map.of("a", Column.Kind.NUMERIC))));
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    for (String cell : new String[] {"NaN", "nan", "inf", "-inf", "Infinity"}) {
      assertRefused(
          ":3:1: expected a finite number in column 'a', but got '"
              + cell
              + "' — help: 2 of the 3 values of this column are numbers; "
              + LEAVE_EMPTY,
          "a\n1\n" + cell + "\n3\n");
    }
    for (String cell : new String[] {"1e999", "-3.5e38", "1" + "0".repeat(39)}) {
      assertRefused(
          ":3:1: expected a number within ±3.4e38 in column 'a', but got '"
              + cell
              + "' — help: 2 of the 3 values of this column are numbers; "
              + LEAVE_EMPTY,
          "a\n1\n" + cell + "\n3\n");
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] latin = "a,b\n1,x\n2,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertRefused(
        ":3: expected UTF-8 text, but got the byte 0xE9 — help: save it as a CSV file in UTF-8",
        latin);
    assertRefused(
        ":1: expected UTF-8 text, but got the byte 0xFF — help: save it as a CSV file in UTF-8",
        new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0}); // as UTF-16 begins
    assertRefused(
        ":2: expected UTF-8 text, but got the byte 0xC3 — help: save it as a CSV file in UTF-8",
        new byte[] {'a', '\n', 'b', (byte) 0xc3});
  }

  @Test
  void aQuoteMustBeClosed() {
    String expected =
        ": expected a closing quote, but got the end of the file — help: a quote within a quoted"
            + " field is written twice";

    assertRefused(":3" + expected, "a,b\n1,x\n2,\"y\n");
    assertRefused(":3" + expected, "a,b\n1,x\n2,\"y\n3,z\n4,z\n");
    assertRefused(":3" + expected, "a,b\n1,x\n2,\"say \"\"hi\"\"");
    assertRefused(":3" + expected, "a,b\n1,x\n2,\"say \"\"hi\"\"\n");
    assertRefused(":3" + expected, "a,b\n1,x\n2,\"");
    assertRefused(":2" + expected, "a,b\n\"1,x\n2,y\n");
    assertRefused(":1" + expected, "a,\"b\n1,x\n2,y\n");
  }

  @Test
  void nothingMayFollowAClosingQuote() {
    assertRefused(
        ":2: expected fields as in RFC 4180, but got this: Unexpected character after closing"
            + " quote: 'z' (0x7a) — help: a quote within a quoted field is written twice",
        "a,b\n\"x\"z,1\n");
  }

  @Test
  void aGzipFileCutOffIsRefused() {
    byte[] zipped = Written.gzip("a,b\n" + "1,x\n2,y\n".repeat(500));
    byte[] half = Arrays.copyOf(zipped, zipped.length - 12);

    assertRefused(
        ": expected a complete gzip file, but got one that ends too early" + GZIP_HELP, half);
    assertRefused(
        ": expected a complete gzip file, but got one that ends too early" + GZIP_HELP,
        Arrays.copyOf(zipped, 5));
  }

  @Test
  void flippedBytesInAGzipFileAreNoticed() {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int row = 0; row < 2000; row++) {
      text.append(row * 7919 % 1000).append(",x").append(row % 13).append('\n');
    }
    byte[] zipped = Written.gzip(text.toString());
    int refused = 0;
    for (int at = zipped.length / 3; at < zipped.length / 2; at += 97) {
      byte[] damaged = zipped.clone();
      damaged[at] ^= 0x55;
      Path file = Written.bytes(folder, "bad.csv", damaged);
      String message = Written.refusal(() -> CsvReader.read(file));
      assertTrue(
          message.startsWith(file + ": expected a complete gzip file, but got a damaged one (")
              || message.startsWith(
                  file + ": expected a complete gzip file, but got one that ends too early"),
          message);
      refused++;
    }
    assertTrue(refused > 5, "damaged files: " + refused);
  }

  @Test
  void aWrongChecksumIsNoticed() {
    byte[] zipped = Written.gzip("a,b\n1,x\n2,y\n");
    zipped[zipped.length - 8] ^= 1;

    assertRefused(
        ": expected a complete gzip file, but got a damaged one (Corrupt GZIP trailer)" + GZIP_HELP,
        zipped);
  }

  @Test
  void damageIsNamedBeforeAMistakeThatItMayHaveMade() {
    byte[] zipped = Written.gzip("a,b\n1,x\n2\n" + "3,z\n".repeat(50_000));
    zipped[zipped.length - 8] ^= 1;

    assertRefused(
        ": expected a complete gzip file, but got a damaged one (Corrupt GZIP trailer)" + GZIP_HELP,
        zipped);
  }

  @Test
  void anEndlessLineTakesLittleMemory() {
    byte[] bomb = Written.gzip(new byte[50_000_000]);
    assertTrue(bomb.length < 100_000, "bytes: " + bomb.length);
    Path file = Written.bytes(folder, "bad.csv", bomb);

    long bytes =
        Written.allocated(
            () ->
                assertEquals(
                    file
                        + ":1: expected fields of less than 1048576 characters, but got a longer"
                        + " one — help: a closing quote or a line break may be missing",
                    Written.refusal(() -> CsvReader.read(file))));

    assertTrue(bytes < 10_000_000, "allocated " + bytes);
  }

  @Test
  void anEndlessHeaderTakesLittleMemory() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000_000; i++) {
      text.append(i).append(',');
    }
    Path file = Written.text(folder, "bad.csv", text.toString());

    long bytes =
        Written.allocated(
            () ->
                assertEquals(
                    file + ":1:100001: expected at most 100000 columns, but got more",
                    Written.refusal(() -> CsvReader.read(file))));

    assertTrue(bytes < 50_000_000, "allocated " + bytes);
  }

  @Test
  void anEndlessRowTakesLittleMemory() {
    Path file = Written.text(folder, "bad.csv", "a,b\n" + ",".repeat(9_999_999) + "\n");

    long bytes =
        Written.allocated(
            () ->
                assertEquals(
                    file + ":2:3: expected 2 fields, as in the header, but got 10000000",
                    Written.refusal(() -> CsvReader.read(file))));

    assertTrue(bytes < 5_000_000, "allocated " + bytes);
  }
}
