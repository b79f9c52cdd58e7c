package dev.glissade.simd;

/// The loops around those of `MicroKernel`, which change over from plain Java to vectors.
final class WarmBlocks implements BlockLoops {
  private static final int LENGTH = Lanes.LENGTH;
  private static final int SIZE = 16;
  private static final int FULL = 4 * LENGTH;

  private final BlockLoops plain = new PlainBlocks();
  private final BlockLoops vectors = new VectorBlocks();
  private final WarmUp.Loop add;
  private final WarmUp.Loop copy;
  private final WarmUp.Loop turn;
  private final WarmUp.Loop strip;

  private interface Example {
    void run(BlockLoops loops, float[] y, float[] x, int size);
  }

  /// The loops, which change over as `warmUp` says.
  WarmBlocks(WarmUp warmUp) {
    add =
        loop(warmUp, 1, (loops, y, x, rows) -> loops.add(y, 0, FULL, x, 0, 0, x, 0, 0, rows, FULL));
    copy = loop(warmUp, 1, (loops, y, x, k) -> loops.copy(y, x, 0, FULL, k, FULL));
    turn = loop(warmUp, 1, (loops, y, x, k) -> turn(loops, y, x, k));
    strip = loop(warmUp, 1, (loops, y, x, k) -> loops.strip(y, x, 0, Packing.STRIP, k, 0));
  }

  private static void turn(BlockLoops loops, float[] y, float[] x, int k) {
    loops.turn(y, x, x, Packing.SQUARES, SIZE, k, LENGTH);
  }

  private WarmUp.Loop loop(WarmUp warmUp, int cost, Example example) {
    int room = Packing.SQUARES + SIZE * Math.max(Packing.STRIP, FULL);
    float[] y = new float[room];
    float[] x = new float[room];
    return warmUp.loop(
        cost, (isVectors, size) -> example.run(isVectors ? vectors : plain, y, x, size));
  }

  private BlockLoops choose(WarmUp.Loop loop, long n) {
    return loop.isReady(n) ? vectors : plain;
  }

  @Override
  public void add(
      float[] c,
      int cAt,
      int cRow,
      float[] base,
      int baseAt,
      int baseRow,
      float[] block,
      int blockAt,
      int blockRow,
      int rows,
      int columns) {
    choose(add, rows * columns)
        .add(c, cAt, cRow, base, baseAt, baseRow, block, blockAt, blockRow, rows, columns);
  }

  @Override
  public void copy(float[] panel, float[] b, int bAt, int row, int k, int columns) {
    choose(copy, (long) k * columns).copy(panel, b, bAt, row, k, columns);
  }

  @Override
  public void turn(
      float[] panel, float[] scratch, float[] b, int bAt, int row, int k, int columns) {
    choose(turn, 2L * k * columns).turn(panel, scratch, b, bAt, row, k, columns);
  }

  @Override
  public void strip(float[] packed, float[] a, int aAt, int m, int k, int from) {
    choose(strip, (long) k * Packing.STRIP).strip(packed, a, aAt, m, k, from);
  }
}
