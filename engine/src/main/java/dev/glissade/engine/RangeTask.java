package dev.glissade.engine;

/// Work over the items `[0, items)`, divided into equal ranges whose size depends on the work only,
/// never on the number of threads.
final class RangeTask implements ThreadTeam.Task {
  /// Does the items `[from, to)`.
  interface Body {
    void run(int from, int to, int worker);
  }

  /// Columns of a matrix that are divided together: their rows are short loops, and those of 64
  /// take up to twice as long.
  static final int BAND = 128;

  /// Below this many element operations a part is not worth another thread's attention.
  private static final long GRAIN = 32_768;

  private static final int MOST_PARTS = 64;

  private final int items;
  private final int chunk;
  private final Body body;

  private RangeTask(int items, int chunk, Body body) {
    this.items = items;
    this.chunk = chunk;
    this.body = body;
  }

  /// Divides `items`, each of `work` element operations, into ranges that are multiples of
  /// `multiple`.
  static RangeTask of(int items, long work, int multiple, Body body) {
    long least = Math.ceilDiv(GRAIN, Math.max(1, work));
    long parts = Math.clamp((items + least / 2) / least, 1, MOST_PARTS);
    // An even number: of three equal parts two fall to the same one of two threads.
    long even = parts == 1 ? 1 : Math.ceilDiv(parts, 2) * 2;
    long rounded = Math.ceilDiv(Math.ceilDiv(items, even), multiple) * multiple;
    return new RangeTask(items, (int) Math.min(Math.max(rounded, 1), Integer.MAX_VALUE), body);
  }

  /// Does everything in one part.
  static RangeTask whole(Runnable body) {
    return new RangeTask(1, 1, (_, _, _) -> body.run());
  }

  @Override
  public int parts() {
    return Math.ceilDiv(items, chunk);
  }

  @Override
  public void run(int part, int worker) {
    int from = part * chunk;
    body.run(from, (int) Math.min(items, (long) from + chunk), worker);
  }
}
