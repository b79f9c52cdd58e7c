package dev.glissade.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Lays out buffers with lifetimes in one array, reusing what is free: the smallest gap that fits,
/// else the end.
final class ScratchMemory {
  private record Block(int from, int to, int lastUse) {}

  private final int alignment;
  private final List<Block> taken = new ArrayList<>();
  private int size;

  ScratchMemory(int alignment) {
    this.alignment = alignment;
  }

  /// Frees what is not used at or after `time`.
  void release(int time) {
    taken.removeIf(block -> block.lastUse() < time);
  }

  /// Takes `count` floats until `lastUse`; their offset.
  int take(int count, int lastUse) {
    int length = Math.ceilDiv(Math.max(count, 1), alignment) * alignment;
    taken.sort(Comparator.comparingInt(Block::from));
    int best = -1;
    int bestGap = Integer.MAX_VALUE;
    int end = 0;
    for (Block block : taken) {
      int gap = block.from() - end;
      if (gap >= length && gap < bestGap) {
        best = end;
        bestGap = gap;
      }
      end = Math.max(end, block.to());
    }
    int from = best >= 0 ? best : end;
    taken.add(new Block(from, Math.addExact(from, length), lastUse));
    size = Math.max(size, from + length);
    return from;
  }

  /// The floats needed in all.
  int size() {
    return size;
  }
}
