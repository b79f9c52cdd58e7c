package dev.glissade.simd;

import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.MatMul;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Matrix products on vectors: `c` is cut into panels of up to four vectors of columns, a panel into tiles of rows, a tile into
/// blocks of four rows for `MicroKernel`.
///
/// A panel of `b` is copied into a thread's scratch, `DEPTH` rows at a time, where it stays in the second-level cache while all
/// rows of the tile pass by; for few rows it is read in place. A transposed `a` is packed into strips of four columns in the
/// packing phase; otherwise `a` is read in place. Each element is one chain of fused multiply-adds along `k`, so none of these
/// choices changes a bit.
public final class VectorMatMul implements MatMul {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = SPECIES.length();

  /// Vectors of a panel: three where there are only 16 registers (AVX2), four where there are 32.
  private static final int PANEL = (LENGTH == 8 ? 3 : 4) * LENGTH;

  /// Rows of `b` copied at a time: 96 KiB with 64 columns.
  private static final int DEPTH = 384;

  /// With at most this many rows in a tile, copying `b` costs more than it saves.
  private static final int ROWS_WITHOUT_COPY = 64;

  /// Tiles that a product is cut into at least, if each keeps enough work.
  private static final int TILES = 8;

  /// Operations that are worth a tile of their own.
  private static final long TILE_OPERATIONS = 500_000;

  private static final int PACK_COLUMNS = 64;

  private final Elementwise elementwise = new VectorElementwise();
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    final float[] panel = new float[DEPTH * PANEL];
    final float[] squares = new float[Packing.SQUARES];
  }

  /// A factory of products; its only state is each thread's scratch.
  public VectorMatMul() {}

  @Override
  public Product product(Sizes sizes) {
    return new Tiled(sizes);
  }

  private final class Tiled implements Product {
    private final int m;
    private final int n;
    private final int k;
    private final boolean transposeRight;
    private final int panels;
    private final int rowsPerTile;
    private final int chunks;
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
      isPacked = sizes.transposeLeft() && m >= 4 && n > PANEL;
      packed = new float[isPacked ? Math.multiplyExact(Math.ceilDiv(m, 4) * 4, k) : 0];
      aRow = isPacked || sizes.transposeLeft() ? 1 : k;
      aStep = isPacked ? 4 : sizes.transposeLeft() ? m : 1;
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
      VectorMask<Float> last = Lanes.first(columns - (Math.ceilDiv(columns, LENGTH) - 1) * LENGTH);
      boolean isCopied = transposeRight || columns < PANEL || to - from > ROWS_WITHOUT_COPY;
      for (int p = 0; p == 0 || p < k; p += DEPTH) {
        int depth = Math.min(DEPTH, k - p);
        float[] panel = b;
        int panelAt = bAt + p * n + column;
        int panelRow = n;
        if (isCopied) {
          panel = copy(b, bAt, p, column, depth, columns);
          panelAt = 0;
          panelRow = Math.ceilDiv(columns, LENGTH) * LENGTH;
        }
        for (int i = from; i < to; i += MicroKernel.ROWS) {
          int rows = Math.min(MicroKernel.ROWS, to - i);
          int rowAt = isPacked ? i * k + p * aStep : aAt + i * aRow + p * aStep;
          float[] left = isPacked ? packed : a;
          int at = cAt + i * n + column;
          run(c, at, left, rowAt, panel, panelAt, panelRow, rows, depth, p == 0, columns, last);
          if (p + DEPTH >= k && !epilogue.isNone()) {
            finish(c, cAt + i * n, column, columns, rows, epilogue, last);
          }
        }
      }
    }

    /// Copies rows `[p, p + depth)` of a panel into this thread's scratch.
    private float[] copy(float[] b, int bAt, int p, int column, int depth, int columns) {
      Scratch own = scratch.get();
      if (transposeRight) {
        Packing.turn(own.panel, own.squares, b, bAt + column * k + p, k, depth, columns);
      } else {
        Packing.copy(own.panel, b, bAt + p * n + column, n, depth, columns);
      }
      return own.panel;
    }

    private void run(
        float[] c,
        int at,
        float[] left,
        int leftAt,
        float[] panel,
        int panelAt,
        int panelRow,
        int rows,
        int depth,
        boolean isFirst,
        int columns,
        VectorMask<Float> last) {
      switch (Math.ceilDiv(columns, LENGTH)) {
        case 1 ->
            MicroKernel.oneVector(
                c, at, n, left, leftAt, aRow, aStep, panel, panelAt, panelRow, rows, depth, isFirst, last);
        case 2 ->
            MicroKernel.twoVectors(
                c, at, n, left, leftAt, aRow, aStep, panel, panelAt, panelRow, rows, depth, isFirst, last);
        case 3 ->
            MicroKernel.threeVectors(
                c, at, n, left, leftAt, aRow, aStep, panel, panelAt, panelRow, rows, depth, isFirst, last);
        default ->
            MicroKernel.fourVectors(
                c, at, n, left, leftAt, aRow, aStep, panel, panelAt, panelRow, rows, depth, isFirst, last);
      }
    }

    /// Adds the bias to finished rows, then applies the function.
    private void finish(
        float[] c, int rowAt, int column, int columns, int rows, Epilogue epilogue, VectorMask<Float> last) {
      for (int i = 0; i < rows; i++) {
        epilogue.apply(elementwise, c, rowAt + i * n, column, column + columns);
      }
    }
  }
}
