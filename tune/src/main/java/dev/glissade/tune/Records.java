package dev.glissade.tune;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.RandomAccess;

/// The records of all trials, some of which change between two decisions. A snapshot shares what
/// does not change, so that it costs little, however many trials there are.
final class Records {
  private static final int BITS = 8;
  private static final int CHUNK = 1 << BITS;

  private final BitSet shared = new BitSet();
  private TrialRecord[][] chunks = new TrialRecord[1][CHUNK];
  private int size;

  int size() {
    return size;
  }

  TrialRecord get(int index) {
    return chunks[Objects.checkIndex(index, size) >> BITS][index & (CHUNK - 1)];
  }

  void add(TrialRecord record) {
    int chunk = size >> BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
    }
    if (size % CHUNK == 0) {
      chunks[chunk] = new TrialRecord[CHUNK];
    }
    size++;
    set(size - 1, record);
  }

  void set(int index, TrialRecord record) {
    int chunk = Objects.checkIndex(index, size) >> BITS;
    if (shared.get(chunk)) {
      chunks[chunk] = chunks[chunk].clone();
      shared.clear(chunk);
    }
    chunks[chunk][index & (CHUNK - 1)] = record;
  }

  /// The records as they are now.
  Snapshot snapshot() {
    int used = Math.ceilDiv(size, CHUNK);
    shared.set(0, used);
    return new Snapshot(Arrays.copyOf(chunks, used), size);
  }

  static final class Snapshot extends AbstractList<TrialRecord> implements RandomAccess {
    private final TrialRecord[][] chunks;
    private final int size;

    private Snapshot(TrialRecord[][] chunks, int size) {
      this.chunks = chunks;
      this.size = size;
    }

    @Override
    public TrialRecord get(int index) {
      return chunks[Objects.checkIndex(index, size) >> BITS][index & (CHUNK - 1)];
    }

    @Override
    public int size() {
      return size;
    }
  }
}
