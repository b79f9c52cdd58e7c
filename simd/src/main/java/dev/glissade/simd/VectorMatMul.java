package dev.glissade.simd;

import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.engine.kernels.PlainElementwise;

/// Matrix products on vectors: `c` is cut into panels of up to four vectors of columns, a panel
/// into tiles of rows, a tile into blocks of four rows for `MicroKernel`.
///
/// A panel of `b` is copied into the thread's scratch, at most `DEPTH` rows at a time, where it
/// stays in the second-level cache while all rows of the tile pass by; for few rows it is read in
/// place. Where several panels read a transposed `a`, it is packed into strips as wide as a vector
/// in the packing phase; otherwise `a` is read in place. Each element is one chain of fused
/// multiply-adds along `k`, so none of these choices changes a bit.
public final class VectorMatMul implements MatMul {
  private static final int LENGTH = Lanes.LENGTH;

  /// Columns of a panel: three vectors where there are only 16 registers (AVX2), four where there
  /// are 32.
  private static final int PANEL = (LENGTH == 8 ? 3 : 4) * LENGTH;

  /// Rows of `b` copied at a time: 128 KiB with 64 columns.
  private static final int DEPTH = 512;

  /// With at most this many rows in a tile, copying `b` costs more than it saves.
  private static final int ROWS_WITHOUT_COPY = 64;

  /// Tiles that a product is cut into at least, if each keeps enough work.
  private static final int TILES = 8;

  /// Operations that are worth a tile of their own.
  private static final long TILE_OPERATIONS = 500_000;

  private static final int PACK_COLUMNS = 64;

  private final Elementwise elementwise = new PlainElementwise();
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  /// A factory of products; its only state is each thread's scratch.
  public VectorMatMul() {}

  @Override
  public Product product(Sizes sizes) {
    return new Tiled(sizes);
  }

  private static final class Scratch {
    final float[] panel = new float[DEPTH * PANEL];
    final float[] squares = new float[Packing.SQUARES];
    final float[] block = new float[MicroKernel.ROWS * PANEL];
  }

  private final class Tiled implements Product {
    private final int m;
    private final int n;
    private final int k;
    private final boolean transposeRight;
    private final int panels;
    private final int rowsPerTile;
    private final int chunks;
    private final int depth;
    private final boolean isPacked;
    private final float[] packed;
    private final int aRow;
    private final int aStep;

    Tiled(Sizes sizes) {
      m = sizes.m();
      n = sizes.n();
      k = sizes.k();
      transposeRight = sizes.transposeRight();
      panels = Math.ceilDiv(n, PANEL);
      long most = sizes.operations() / TILE_OPERATIONS / Math.max(1, panels);
      long wanted = Math.min(most, Math.ceilDiv(TILES, Math.max(1, panels)));
      int parts = Math.clamp(wanted, 1, Math.max(1, m / 32));
      rowsPerTile = Math.max(4, Math.ceilDiv(Math.ceilDiv(m, parts), 4) * 4);
      chunks = Math.ceilDiv(m, rowsPerTile);
      depth = Math.max(1, Math.ceilDiv(k, Math.max(1, Math.ceilDiv(k, DEPTH))));
      isPacked = sizes.transposeLeft() && n > PANEL;
      packed = new float[isPacked ? Math.multiplyExact(Math.ceilDiv(m, LENGTH) * LENGTH, k) : 0];
      aRow = sizes.transposeLeft() ? 1 : k;
      aStep = isPacked ? LENGTH : sizes.transposeLeft() ? m : 1;
    }

    @Override
    public int packs() {
      return isPacked ? Math.ceilDiv(m, PACK_COLUMNS) : 0;
    }

    @Override
    public void pack(int index, float[] a, int aAt, float[] b, int bAt) {
      int from = index * PACK_COLUMNS;
      Packing.strips(packed, a, aAt, m, k, from, Math.min(m, from + PACK_COLUMNS));
    }

    @Override
    public int tiles() {
      return panels * chunks;
    }

    @Override
    public void tile(
        int index, float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, Epilogue epilogue) {
      int from = index % chunks * rowsPerTile;
      int to = Math.min(m, from + rowsPerTile);
      int column = index / chunks * PANEL;
      int columns = Math.min(PANEL, n - column);
      Scratch own = scratch.get();
      boolean isCopied = transposeRight || columns < PANEL || to - from > ROWS_WITHOUT_COPY;
      for (int p = 0; p == 0 || p < k; p += depth) {
        int count = Math.min(depth, k - p);
        int panelAt = bAt + (transposeRight ? column * k + p : p * n + column);
        if (isCopied) {
          copy(own, b, panelAt, count, columns);
        }
        for (int i = from; i < to; i += MicroKernel.ROWS) {
          int rows = Math.min(MicroKernel.ROWS, to - i);
          int rowAt = isPacked ? Packing.strip(i, k) + p * aStep : aAt + i * aRow + p * aStep;
          int at = cAt + i * n + column;
          Blocks.begin(own.block, c, at, n, rows, columns, p == 0);
          if (isCopied) {
            run(
                own.block,
                isPacked ? packed : a,
                rowAt,
                own.panel,
                0,
                Blocks.width(columns),
                rows,
                count);
          } else {
            run(own.block, isPacked ? packed : a, rowAt, b, panelAt, n, rows, count);
          }
          Blocks.end(c, at, n, own.block, rows, columns);
          if (p + depth >= k && !epilogue.isNone()) {
            finish(c, cAt + i * n, column, columns, rows, epilogue);
          }
        }
      }
    }

    private void copy(Scratch own, float[] b, int bAt, int count, int columns) {
      if (transposeRight) {
        Packing.turn(own.panel, own.squares, b, bAt, k, count, columns);
      } else {
        Packing.copy(own.panel, b, bAt, n, count, columns);
      }
    }

    private void run(
        float[] block,
        float[] left,
        int at,
        float[] panel,
        int panelAt,
        int width,
        int rows,
        int count) {
      int a1 = Math.min(1, rows - 1) * aRow;
      int a2 = Math.min(2, rows - 1) * aRow;
      int a3 = (rows - 1) * aRow;
      switch (isDirect(width) ? PANEL / LENGTH : width / LENGTH) {
        case 1 ->
            MicroKernel.oneVector(block, left, at, a1, a2, a3, aStep, panel, panelAt, width, count);
        case 2 ->
            MicroKernel.twoVectors(
                block, left, at, a1, a2, a3, aStep, panel, panelAt, width, count);
        case 3 ->
            MicroKernel.threeVectors(
                block, left, at, a1, a2, a3, aStep, panel, panelAt, width, count);
        default ->
            MicroKernel.fourVectors(
                block, left, at, a1, a2, a3, aStep, panel, panelAt, width, count);
      }
    }

    private boolean isDirect(int width) {
      return width > PANEL;
    }

    /// Adds the bias to finished rows, then applies the function.
    private void finish(
        float[] c, int rowAt, int column, int columns, int rows, Epilogue epilogue) {
      for (int i = 0; i < rows; i++) {
        epilogue.apply(elementwise, c, rowAt + i * n, column, column + columns);
      }
    }
  }
}
