package dev.glissade.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/// Mini-batches of a data set: in an order that is a pure function of seed and epoch, or as it
/// stands.
///
/// Every example comes once in an epoch; the last batch may be smaller. One `Batches` belongs to
/// one thread: it keeps the order of the current epoch.
public final class Batches {
  private final Dataset dataset;
  private final int batchSize;
  private final boolean shuffled;
  private final long seed;
  private final int featureCount;
  private final int targetWidth;
  private final int[] order;
  private final BitSet quarantined = new BitSet();
  private long orderedEpoch;
  private boolean ordered;

  private Batches(Dataset dataset, int batchSize, boolean shuffled, long seed) {
    if (batchSize < 1) {
      throw DataException.expected(
          "Batches", "a batch size of at least 1", "batchSize=" + batchSize);
    }
    this.dataset = dataset;
    this.batchSize = Math.min(batchSize, Math.max(1, dataset.size()));
    this.shuffled = shuffled;
    this.seed = seed;
    this.featureCount = dataset.featureCount();
    this.targetWidth = dataset.targetWidth();
    this.order = IntStream.range(0, dataset.size()).toArray();
  }

  /// Batches in a new random order for every epoch.
  public static Batches of(Dataset dataset, int batchSize, long seed) {
    return new Batches(dataset, batchSize, true, seed);
  }

  /// Batches in the order of the data, for evaluation.
  public static Batches inOrder(Dataset dataset, int batchSize) {
    return new Batches(dataset, batchSize, false, 0);
  }

  /// How many examples a batch has, the last aside; never more than there are (1 if there are
  /// none).
  public int batchSize() {
    return batchSize;
  }

  /// How many batches an epoch has.
  public int count() {
    return Math.ceilDiv(dataset.size(), batchSize);
  }

  /// How many examples this batch has.
  public int size(int batch) {
    if (batch < 0 || batch >= count()) {
      throw DataException.expected(
          "Batches", "a batch from 0 to " + (count() - 1), Integer.toString(batch));
    }
    return Math.min(batchSize, dataset.size() - batch * batchSize);
  }

  /// The examples of an epoch in their order.
  public int[] order(long epoch) {
    arrange(epoch);
    return order.clone();
  }

  /// The examples of a batch.
  public int[] rows(long epoch, int batch) {
    arrange(epoch);
    return Arrays.copyOfRange(order, batch * batchSize, batch * batchSize + size(batch));
  }

  /// Whether so many examples more can be left out, and at least half of them all stays.
  public boolean canSpare(int examples) {
    return 2L * (quarantined.cardinality() + examples) <= order.length;
  }

  /// Leaves an example out from now on. Its place is taken by the next one of the epoch's order
  /// that is not left out, which then comes twice, so that batches stay as large as they were.
  ///
  /// @throws DataException if no example would be left, or the order is fixed
  public void quarantine(int example) {
    if (!shuffled) {
      throw DataException.expected("quarantine", "batches in a random order", "a fixed order");
    }
    quarantined.set(example);
    if (quarantined.cardinality() >= order.length) {
      throw DataException.expected("quarantine", "an example that is left", "all of them");
    }
    ordered = false;
  }

  /// Writes a batch: features to `x`, row after row, and targets to `y`. Allocates nothing.
  public void fill(long epoch, int batch, float[] x, float[] y) {
    int rows = size(batch);
    fill(epoch, batch * batchSize, rows, x, y);
  }

  /// Writes `count` of the examples of an epoch, from the one at `first` in their order. Allocates
  /// nothing.
  public void fill(long epoch, int first, int count, float[] x, float[] y) {
    if (x.length < (long) count * featureCount || y.length < (long) count * targetWidth) {
      throw DataException.expected(
          "Batches",
          "room for "
              + count
              + " x "
              + featureCount
              + " features and "
              + count
              + " x "
              + targetWidth
              + " targets",
          x.length + " and " + y.length);
    }
    arrange(epoch);
    for (int row = 0; row < count; row++) {
      dataset.features(order[first + row], x, row * featureCount);
      dataset.targets(order[first + row], y, row * targetWidth);
    }
  }

  private void arrange(long epoch) {
    if (!shuffled || (ordered && epoch == orderedEpoch)) {
      return;
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    SplitMix.shuffle(order, SplitMix.key(seed, epoch));
    if (!quarantined.isEmpty()) {
      replaceQuarantined();
    }
    orderedEpoch = epoch;
    ordered = true;
  }

  /// Backwards, so that each place takes over what the next one has become; the last places take
  /// the first example that is there.
  private void replaceQuarantined() {
    int first = 0;
    while (quarantined.get(order[first])) {
      first++;
    }
    int next = order[first];
    for (int i = order.length - 1; i >= 0; i--) {
      next = quarantined.get(order[i]) ? next : order[i];
      order[i] = next;
    }
  }
}
