package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static Reports of(long... steps) {
    Reports.Builder builder = new Reports.Builder();
    for (long each : steps) {
      assertTrue(builder.add(each, each / 10.0));
    }
    return builder.all();
  }

  private static List<Long> steps(Reports reports) {
    return reports.stream().map(Report::step).toList();
  }

  @Test
  void reportsAreInTheOrderOfTheirSteps() {
    assertEquals(
        List.of(new Report(1, 0.1), new Report(3, 0.3), new Report(5, 0.5), new Report(9, 0.9)),
        of(5, 1, 9, 3));
  }

  @Test
  void aStepKeepsItsFirstValue() {
    Reports.Builder builder = new Reports.Builder();
    builder.add(1, 0.5);

    assertFalse(builder.add(1, 0.25));
    assertEquals(List.of(new Report(1, 0.5)), builder.all());
  }

  @Test
  void whatWasBuiltDoesNotChange() {
    Reports.Builder builder = new Reports.Builder();
    builder.add(2, 0.5);
    Reports before = builder.all();
    builder.add(3, 0.25);
    builder.add(1, 0.75);

    assertEquals(List.of(new Report(2, 0.5)), before);
    assertThrows(IndexOutOfBoundsException.class, () -> before.get(1));
    assertEquals(List.of(1L, 2L, 3L), steps(builder.all()));
  }

  @Test
  void whoGoesBackToACheckpointReportsFromThereOn() {
    assertEquals(List.of(1L, 2L, 3L, 4L), steps(of(1, 2, 5).then(of(3, 4))));
    assertEquals(List.of(1L, 2L, 3L), steps(of(1, 2).then(of(3))));
    assertEquals(List.of(1L), steps(of(2, 3).then(of(1))));
    assertEquals(List.of(2L, 3L), steps(of(2, 3).then(of())));
  }

  @Test
  void reportsUpToAStep() {
    assertEquals(List.of(1L, 2L), steps(of(1, 2, 5).upTo(4)));
    assertEquals(List.of(), steps(of(1, 2, 5).upTo(0)));
    Reports all = of(1, 2);
    assertSame(all, all.upTo(2));
  }
}
