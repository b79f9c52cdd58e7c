package dev.glissade.bench.tuners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Direction;
import dev.glissade.tune.Param;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  @TempDir private Path folder;

  private TuningTable only() {
    return TableFile.all(folder, "", it -> {}).getFirst();
  }

  @Test
  void numbersAreOrderedAndWordsAreNot() throws IOException {
    TablesInTests.small(folder);

    TuningTable table = only();

    assertEquals("small_bowl", table.name());
    assertEquals("small", table.suite());
    assertEquals(20, table.cells());
    assertEquals(3, table.seeds());
    assertEquals(Direction.MINIMIZE, table.direction());
    assertEquals(
        List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
        table.axes().getFirst().values());
    assertTrue(table.space().dimensions().getFirst().param() instanceof Param.Ordinal);
    assertTrue(table.space().dimensions().getLast().param() instanceof Param.Choice);
  }

  @Test
  void aCellHasTheLossesOfItsRow() throws IOException {
    TablesInTests.small(folder);

    TuningTable table = only();

    // a = 10, b = x
    assertEquals(7, table.mean(0)[table.cell(new int[] {9, 0})]);
    // a = 4, b = y
    assertEquals(0.25, table.mean(0, 1, 2)[table.cell(new int[] {3, 1})]);
  }

  @Test
  void accuraciesAreTurnedIntoLossesAndGapsAreLeftOut() throws IOException {
    Files.writeString(folder.resolve("nas.csv"), "op,acc_1,acc_2\nskip,90.5,91.5\nnone,10,\n");

    TuningTable table = only();

    assertEquals(Direction.MAXIMIZE, table.direction());
    assertFalse(table.isComplete());
    // Words in the order of the alphabet.
    assertEquals(-10, table.mean(0, 1)[0]);
    assertEquals(-91, table.mean(0, 1)[1]);
  }

  @Test
  void damagedRowsAreNamed() throws IOException {
    Files.writeString(folder.resolve("short.csv"), "a,acc_1,acc_2\n1,2,3\n2,3\n");
    Files.writeString(folder.resolve("words.csv"), "a,acc_1\n1,2\n2,good\n");
    List<String> skipped = new ArrayList<>();

    assertEquals(List.of(), TableFile.all(folder, "", skipped::add));

    assertEquals(
        List.of(
            "short: expected 3 columns and at most 4194304 rows, but got 2 columns in row 2",
            "words: expected numbers as outcomes, but got 'good' in row 2"),
        skipped);
  }

  @Test
  void whatIsNoGridIsSkippedWithItsReason() throws IOException {
    Files.writeString(folder.resolve("curves.csv"), "a,b,valid_00,valid_01\n1,1,5,4\n2,2,5,3\n");
    List<String> skipped = new ArrayList<>();

    assertEquals(List.of(), TableFile.all(folder, "", skipped::add));

    assertEquals(
        List.of("curves: expected a row for each combination of values, but got 2 rows"), skipped);
  }
}
