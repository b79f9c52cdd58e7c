package dev.glissade.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  /// Example `i` has the features `10 i` and `10 i + 1` and the target `-i`.
  private static Dataset numbered(int size) {
    float[][] x = new float[size][];
    float[] y = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = new float[] {10 * i, 10 * i + 1};
      y[i] = -i;
    }
    return Dataset.of(x, y);
  }

  @Test
  void everyExampleComesOnceInAnEpoch() {
    Batches batches = Batches.of(numbered(23), 5, 3);
    float[] x = new float[10];
    float[] y = new float[5];
    for (int epoch = 0; epoch < 4; epoch++) {
      int[] seen = new int[23];
      for (int batch = 0; batch < batches.count(); batch++) {
        batches.fill(epoch, batch, x, y);
        for (int row = 0; row < batches.size(batch); row++) {
          int example = (int) -y[row];
          seen[example]++;
          assertEquals(10 * example, x[2 * row]);
          assertEquals(10 * example + 1, x[2 * row + 1]);
        }
      }
      assertEquals(23, Arrays.stream(seen).filter(count -> count == 1).count());
    }
  }

  @Test
  void lastBatchMayBeShort() {
    Batches batches = Batches.of(numbered(23), 5, 3);

    assertEquals(5, batches.count());
    assertEquals(5, batches.batchSize());
    assertEquals(List.of(5, 5, 5, 5, 3), IntStream.range(0, 5).mapToObj(batches::size).toList());
    assertEquals(1, Batches.of(numbered(5), 5, 3).count());
  }

  @Test
  void shortBatchLeavesTheRestOfTheArraysAlone() {
    Batches batches = Batches.inOrder(numbered(3), 2);
    float[] x = {9, 9, 9, 9};
    float[] y = {9, 9};

    batches.fill(0, 1, x, y);

    assertArrayEquals(new float[] {20, 21, 9, 9}, x);
    assertArrayEquals(new float[] {-2, 9}, y);
  }

  @Test
  void orderIsAFunctionOfSeedAndEpochAlone() {
    Dataset data = numbered(50);
    Batches forwards = Batches.of(data, 7, 11);
    Batches backwards = Batches.of(data, 13, 11);

    int[][] orders = new int[6][];
    for (int epoch = 0; epoch < 6; epoch++) {
      orders[epoch] = forwards.order(epoch);
    }
    for (int epoch = 5; epoch >= 0; epoch--) {
      assertArrayEquals(orders[epoch], backwards.order(epoch));
    }
    assertArrayEquals(orders[2], forwards.order(2));
    for (int epoch = 1; epoch < 6; epoch++) {
      assertFalse(Arrays.equals(orders[0], orders[epoch]));
    }
    assertFalse(Arrays.equals(orders[0], Batches.of(data, 7, 12).order(0)));
  }

  @Test
  void orderIsTheSameOnEveryMachineAndRelease() {
    assertArrayEquals(
        new int[] {7, 4, 6, 2, 0, 8, 3, 9, 5, 1}, Batches.of(numbered(10), 3, 42).order(1));
    assertEquals(6457827717110365317L, SplitMix.mix(1234567L + 0x9E3779B97F4A7C15L)); // published
  }

  @Test
  void batchesOfOneEpochMayBeAskedForInAnyOrder() {
    Dataset data = numbered(20);
    float[] straight = new float[4];
    float[] jumping = new float[4];
    float[] x = new float[8];
    Batches one = Batches.of(data, 4, 5);
    Batches other = Batches.of(data, 4, 5);
    other.fill(9, 4, x, jumping);

    one.fill(1, 0, x, straight);
    one.fill(1, 1, x, straight);
    one.fill(1, 2, x, straight);
    other.fill(1, 2, x, jumping);

    assertArrayEquals(straight, jumping);
  }

  @Test
  void everyExampleIsEquallyOftenFirst() {
    Batches batches = Batches.of(numbered(10), 10, 1);
    int[] first = new int[10];
    for (int epoch = 0; epoch < 10_000; epoch++) {
      first[batches.order(epoch)[0]]++;
    }
    for (int example = 0; example < 10; example++) {
      assertEquals(1000, first[example], 150, "example " + example); // five standard deviations
    }
  }

  @Test
  void evaluationKeepsTheOrderOfTheData() {
    Batches batches = Batches.inOrder(numbered(5), 2);

    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, batches.order(7));
    float[] y = new float[2];
    batches.fill(3, 1, new float[4], y);
    assertArrayEquals(new float[] {-2, -3}, y);
  }

  @Test
  void batchIsNeverLargerThanTheData() {
    assertEquals(3, Batches.of(numbered(3), 100, 0).batchSize());
    Dataset none = numbered(3).subset(new int[0]);
    assertEquals(0, Batches.of(none, 100, 0).count());
    assertEquals(1, Batches.of(none, 100, 0).batchSize());
  }

  @Test
  void fillAllocatesNothing() {
    Splits table = Datasets.iris().split(0.8, 0.1, 0.1);
    ImageSource images =
        ImageSource.of("images", Images.of("images", new int[] {2, 2}, new byte[400], labels(100)));
    for (Dataset data : List.of(table.train(), images.split(1, 0, 0).train(), numbered(100))) {
      Batches batches = Batches.of(data, 16, 3);
      float[] x = new float[16 * data.featureCount()];
      float[] y = new float[16];
      long smallest = Long.MAX_VALUE;
      for (int round = 0; round < 200; round++) {
        int epoch = round;
        smallest = Math.min(smallest, Written.allocated(() -> fillAll(batches, epoch, x, y)));
      }
      assertEquals(0, smallest, data.getClass().getSimpleName());
    }
  }

  private static void fillAll(Batches batches, int epoch, float[] x, float[] y) {
    for (int batch = 0; batch < batches.count(); batch++) {
      batches.fill(epoch, batch, x, y);
    }
  }

  private static byte[] labels(int count) {
    byte[] labels = new byte[count];
    Arrays.fill(labels, 0, count / 2, (byte) 1);
    return labels;
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Batches batches = Batches.of(numbered(5), 2, 0);

    assertEquals(
        "Batches: expected a batch size of at least 1, but got batchSize=0",
        Written.refusal(() -> Batches.of(numbered(5), 0, 0)));
    assertEquals(
        "Batches: expected a batch from 0 to 2, but got 3", Written.refusal(() -> batches.size(3)));
    assertEquals(
        "Batches: expected a batch from 0 to 2, but got -1",
        Written.refusal(() -> batches.fill(0, -1, new float[4], new float[2])));
    assertEquals(
        "Batches: expected room for 2 x 2 features and 2 x 1 targets, but got 3 and 2",
        Written.refusal(() -> batches.fill(0, 0, new float[3], new float[2])));
  }

  @Test
  void aQuarantinedExampleIsReplacedByTheNextOfTheOrder() {
    float[][] x = new float[10][1];
    for (int i = 0; i < 10; i++) {
      x[i][0] = i;
    }
    Dataset data = Dataset.of(x, new float[10]);
    int[] before = Batches.of(data, 4, 3).order(5);
    Batches batches = Batches.of(data, 4, 3);
    batches.quarantine(before[2]);
    batches.quarantine(before[3]);
    batches.quarantine(before[9]);
    int[] expected = before.clone();
    expected[2] = before[4];
    expected[3] = before[4];
    expected[9] = before[0];

    assertArrayEquals(expected, batches.order(5));
    assertArrayEquals(java.util.Arrays.copyOfRange(expected, 8, 10), batches.rows(5, 2));
    float[] features = new float[4];
    batches.fill(5, 0, features, new float[4]);
    assertEquals((float) before[4], features[2]);
  }

  @Test
  void theLastExampleCannotBeQuarantined() {
    Batches batches = Batches.of(Dataset.of(new float[2][1], new float[2]), 2, 0);
    batches.quarantine(1);

    assertThrows(DataException.class, () -> batches.quarantine(0));
  }
}
