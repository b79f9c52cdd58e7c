package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static TrialRecord record(int number, long until) {
    return TrialRecord.begun(number, Configuration.EMPTY, until);
  }

  @Test
  void aSnapshotStaysAsItWas() {
    Records records = new Records();
    List<List<TrialRecord>> snapshots = new ArrayList<>();
    List<List<TrialRecord>> copies = new ArrayList<>();
    List<TrialRecord> plain = new ArrayList<>();
    Draws draws = Draws.of(1, 0, "changes");
    for (int i = 0; i < 1200; i++) {
      TrialRecord begun = record(i, 0);
      records.add(begun);
      plain.add(begun);
      int changed = draws.below(i + 1);
      TrialRecord further = record(changed, i);
      records.set(changed, further);
      plain.set(changed, further);
      if (i % 37 == 0) {
        snapshots.add(records.snapshot());
        copies.add(List.copyOf(plain));
      }
    }

    for (int i = 0; i < copies.size(); i++) {
      assertEquals(copies.get(i).size(), snapshots.get(i).size());
      for (int j = 0; j < copies.get(i).size(); j++) {
        assertSame(copies.get(i).get(j), snapshots.get(i).get(j));
      }
    }
  }

  @Test
  void aSnapshotEndsWhereItEnded() {
    Records records = new Records();
    records.add(record(0, 0));
    List<TrialRecord> one = records.snapshot();
    records.add(record(1, 0));

    assertEquals(1, one.size());
    assertThrows(IndexOutOfBoundsException.class, () -> one.get(1));
    assertThrows(IndexOutOfBoundsException.class, () -> records.get(2));
  }
}
