package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
  @TempDir Path folder;

  private Table read(String text) {
    return CsvReader.read(Written.text(folder, "a.csv", text));
  }

  private static double[] numbers(Table table, String column) {
    return ((Column.Numeric) table.column(column)).values();
  }

  private static Column.Categorical words(Table table, String column) {
    return (Column.Categorical) table.column(column);
  }

  @Test
  void numbersAndWordsAreTold() {
    Table table = read("size,colour\n1,red\n-2.5,blue\n6.02e23,red\n");

    assertEquals(List.of("size", "colour"), table.names());
    assertArrayEquals(new double[] {1, -2.5, 6.02e23}, numbers(table, "size"));
    assertEquals(
        new Column.Categorical("colour", List.of("blue", "red"), new int[] {1, 0, 1}),
        table.column("colour"));
  }

  @Test
  void fieldsMayBeQuoted() {
    Table table = read("\"a, b\",c\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\n");

    assertEquals(List.of("a, b", "c"), table.names());
    assertEquals(List.of("two\nlines", "x, y"), words(table, "a, b").categories());
    assertEquals(List.of("say \"hi\""), words(table, "c").categories());
    assertTrue(table.column("c").isMissing(1));
    assertEquals(folder.resolve("a.csv") + ":2", table.position(0));
    assertEquals(folder.resolve("a.csv") + ":3:2", table.position(1, "c"));
  }

  @Test
  void everyLineBreakIsUnderstoodAndTheLastIsOptional() {
    String fingerprint = read("a,b\n1,\"x\ny\"\n2,z\n").fingerprint();

    assertEquals(fingerprint, read("a,b\r\n1,\"x\r\ny\"\r\n2,z\r\n").fingerprint());
    assertEquals(fingerprint, read("a,b\r1,\"x\ry\"\r2,z\r").fingerprint());
    assertEquals(fingerprint, read("a,b\n1,\"x\ry\"\n2,z").fingerprint());
    assertEquals(fingerprint, read("a,b\n1,\"x\ny\"\n2,\"z\"").fingerprint());
  }

  @Test
  void linesAreCountedWhateverTheirBreak() {
    assertEquals(folder.resolve("a.csv") + ":4", read("a,b\r\r1,2\r3,4\r").position(1));
    assertEquals(folder.resolve("a.csv") + ":4", read("a,b\r\n\r\n1,2\r\n3,4\r\n").position(1));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() {
    assertEquals(List.of("a", "b"), read("\uFEFFa,b\n1,2\n").names());
    assertEquals(List.of("a", "b"), read("\uFEFF\"a\",b\n1,2\n").names());
  }

  @Test
  void emptyLinesAreSkipped() {
    Table table = read("\n\na,b\n\n1,2\n\n\n3,4\n\n");

    assertEquals(2, table.rows());
    assertArrayEquals(new double[] {1, 3}, numbers(table, "a"));
    assertEquals(folder.resolve("a.csv") + ":8", table.position(1));
  }

  @Test
  void blanksAroundFieldsAreNoPartOfThem() {
    Table table = read(" a ,\tb\n 1 , x y \n2,\n 3,x y\n");

    assertEquals(List.of("a", "b"), table.names());
    assertArrayEquals(new double[] {1, 2, 3}, numbers(table, "a"));
    assertEquals(List.of("x y"), words(table, "b").categories());
  }

  @Test
  void emptyFieldsAreMissingValues() {
    Table table = read("n,w,none\n1,,\n,x,\n3,y,\n");

    assertArrayEquals(new double[] {1, Double.NaN, 3}, numbers(table, "n"));
    assertArrayEquals(new int[] {-1, 0, 1}, words(table, "w").codes());
    assertEquals(3, table.column("none").missing());
    assertEquals(Column.Kind.NUMERIC, table.column("none").kind());
  }

  @Test
  void gzipIsToldByContent() {
    byte[] zipped = Written.gzip("a,b\n1,x\n2,y\n");

    Table table = CsvReader.read(Written.bytes(folder, "zipped.csv", zipped));
    assertEquals(read("a,b\n1,x\n2,y\n").fingerprint(), table.fingerprint());
    Path plain = Written.text(folder, "plain.csv.gz", "a,b\n1,x\n2,y\n");
    assertEquals(table.fingerprint(), CsvReader.read(plain).fingerprint());
  }

  @Test
  void concatenatedGzipMembersAreOneText() {
    byte[] first = Written.gzip("a,b\n1,x\n");
    byte[] second = Written.gzip("2,y\n");
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    assertEquals(2, CsvReader.read(Written.bytes(folder, "two.gz", both)).rows());
  }

  @Test
  void aFewWordsAreMistakesAndManyAreCategories() {
    assertEquals(Column.Kind.CATEGORICAL, read("a\n1\n2\nx\ny\n").column("a").kind());
    assertEquals(Column.Kind.CATEGORICAL, read("a\n1\nx\n").column("a").kind());
  }

  @Test
  void namesMayCountTheColumnsOrBeYears() {
    assertEquals(List.of("0", "1", "2"), read("0,1,2\n5,6,7\n").names());
    assertEquals(List.of("country", "1990", "2000"), read("country,1990,2000\nx,6,7\n").names());
  }

  @Test
  void kindsMayBeGiven() {
    Path file = Written.text(folder, "a.csv", "a,b\n1,2\n07,4\n");

    Table table = CsvReader.read(file, Map.of("a", Column.Kind.CATEGORICAL));

    assertEquals(List.of("07", "1"), words(table, "a").categories());
    assertEquals(Column.Kind.NUMERIC, table.column("b").kind());
  }

  @Test
  void aStreamIsReadUnderTheNameGiven() {
    byte[] text = "a\n1\n2\n".getBytes(StandardCharsets.UTF_8);

    Table table = CsvReader.read("here", new ByteArrayInputStream(text), Map.of());

    assertEquals("here:3:1", table.position(1, "a"));
  }

  @Test
  void manyRowsAreReadAcrossTheBoundariesOfBuffers() {
    StringBuilder text = new StringBuilder("id,word,number\r\n");
    for (int row = 0; row < 30_000; row++) {
      text.append(row).append(",\"wörd ").append(row % 7).append("\",").append(row * 0.25);
      text.append("\r\n");
    }

    Table table = read(text.toString());

    assertEquals(30_000, table.rows());
    for (int row = 0; row < table.rows(); row++) {
      assertEquals(row, numbers(table, "id")[row]);
      assertEquals(row * 0.25, numbers(table, "number")[row]);
      assertEquals(row % 7, words(table, "word").codes()[row]);
    }
    assertEquals(folder.resolve("a.csv") + ":30001", table.position(29_999));
  }

  @Test
  void theFingerprintIsOfTheContentOnly() {
    String fingerprint = read("a,b\n1,x\n2,y\n").fingerprint();

    assertEquals(fingerprint, read("\uFEFF\"a\", b\r\n1.0,\"x\"\r\n\r\n2e0,y").fingerprint());
    for (String other : List.of("a,b\n1,x\n3,y\n", "a,c\n1,x\n2,y\n", "a,b\n2,y\n1,x\n")) {
      assertNotEquals(fingerprint, read(other).fingerprint(), other);
    }
  }
}
