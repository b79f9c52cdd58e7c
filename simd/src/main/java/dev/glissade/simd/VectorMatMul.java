package dev.glissade.simd;

import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.MatMul;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// Matrix products on vectors: `c` is cut into panels of up to four vectors of columns, a panel
/// into tiles of rows, a tile into blocks of a few rows for `MicroKernel`.
///
/// A panel of `b` is copied into the thread's scratch, at most `DEPTH` rows at a time, where it
/// stays in the second-level cache while all rows of the tile pass by; for few rows it is read in
/// place. Where several panels read a transposed `a`, it is packed into strips in the packing
/// phase; otherwise `a` is read in place. Each element is a sum of chains of fused multiply-adds,
/// each `depth` long, so that apart from `depth` none of these choices changes a bit.
final class VectorMatMul implements MatMul {
  private static final int LENGTH = Lanes.LENGTH;

  /// Columns of a panel: three vectors where there are only 16 registers (AVX2), four where there
  /// are 32.
  static final int PANEL = (LENGTH == 8 ? 3 : 4) * LENGTH;

  /// Rows of `b` copied at a time: 256 KiB with 64 columns.
  static final int DEPTH = 1024;

  /// With at most this many rows in a tile, copying `b` costs more than it saves.
  private static final int ROWS_WITHOUT_COPY = 64;

  /// Tiles that a product is cut into at least, if each keeps enough work.
  private static final int TILES = 8;

  /// Operations that are worth a tile of their own.
  private static final long TILE_OPERATIONS = 500_000;

  /// What changes nothing when it is added to, not even the sign of a zero.
  private static final float[] NOTHING = new float[PANEL];

  static {
    Arrays.fill(NOTHING, -0f);
  }

  private final BlockLoops loops;
  private final Elementwise elementwise;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
  private final ThreadLocal<float[]> turnedBlocks =
      ThreadLocal.withInitial(() -> new float[MicroKernel.MOST_ROWS * PANEL]);

  /// A factory of products with the given loops for blocks and for functions; its only state is
  /// each thread's scratch.
  VectorMatMul(BlockLoops loops, Elementwise elementwise) {
    this.loops = loops;
    this.elementwise = elementwise;
  }

  /// Whole vectors that hold `columns` floats, in floats.
  private static int width(int columns) {
    return Math.ceilDiv(columns, LENGTH) * LENGTH;
  }

  @Override
  public VectorProduct product(Sizes sizes) {
    return TurnedProduct.isBetter(sizes)
        ? new TurnedProduct(sizes, elementwise, turnedBlocks)
        : new Tiled(sizes);
  }

  /// What a thread needs for one tile, and where its blocks find what they read besides the left
  /// operand.
  private static final class Scratch {
    final float[] panel = new float[DEPTH * PANEL];
    final float[] squares = new float[Packing.SQUARES];
    final float[] block = new float[MicroKernel.MOST_ROWS * PANEL];

    /// What the products are added to: nothing or the bias, then `c` itself.
    float[] base = NOTHING;
    int baseAt;
    int baseRow;

    float[] right = NOTHING;
    int rightAt;
    int rightStep;
    int count;
  }

  private final class Tiled implements VectorProduct {
    private final int m;
    private final int n;
    private final int k;
    private final boolean transposeRight;
    private final int rowsOfFull;
    private final int panels;
    private final int rowsPerTile;
    private final int chunks;
    private final int depth;
    private final boolean isPacked;

    /// Whether a thread's tiles, which follow each other, make up rows of `c` or columns: it reads
    /// its part of one operand and all of the other, which is to be the smaller one. Gradients of
    /// weights are divided by rows, as the optimiser divides them.
    private final boolean isByRows;

    private final float[] packed;
    private final int aRow;
    private final int aStep;

    Tiled(Sizes sizes) {
      m = sizes.m();
      n = sizes.n();
      k = sizes.k();
      transposeRight = sizes.transposeRight();
      // Six rows at a time, unless too much of the last block were to be thrown away.
      int rest = m % 6;
      int wasted = rest == 0 || rest == 4 || rest == 2 && m >= 8 ? 0 : 6 - rest;
      rowsOfFull = PANEL == 4 * LENGTH && 25 * wasted <= m ? 6 : 4;
      panels = Math.ceilDiv(n, PANEL);
      long most = sizes.operations() / TILE_OPERATIONS / Math.max(1, panels);
      long wanted = Math.min(most, Math.ceilDiv(TILES, Math.max(1, panels)));
      int parts = Math.clamp(wanted, 1, Math.max(1, m / 32));
      int multiple = n % PANEL == 0 ? rowsOfFull : n < PANEL ? height(width(n)) : 24;
      rowsPerTile = Math.max(multiple, Math.ceilDiv(Math.ceilDiv(m, parts), multiple) * multiple);
      chunks = Math.ceilDiv(m, rowsPerTile);
      depth = Math.max(1, Math.ceilDiv(k, Math.max(1, Math.ceilDiv(k, DEPTH))));
      isPacked = sizes.transposeLeft() && n > PANEL;
      packed = new float[isPacked ? Packing.stripSize(m, k) : 0];
      isByRows = sizes.transposeLeft() || n <= m;
      aRow = sizes.transposeLeft() ? 1 : k;
      aStep = isPacked ? Packing.STRIP : sizes.transposeLeft() ? m : 1;
    }

    @Override
    public Set<Block> blocks() {
      Set<Block> blocks = EnumSet.noneOf(Block.class);
      if (n >= PANEL) {
        blocks.add(Block.of(rowsOfFull, PANEL));
        if (m % rowsOfFull != 0) {
          blocks.add(Block.of(4, PANEL));
        }
      }
      if (n % PANEL != 0) {
        int width = width(n % PANEL);
        blocks.add(Block.of(height(width), width));
        blocks.add(Block.of(4, width));
      }
      return blocks;
    }

    @Override
    public int begin() {
      return isPacked ? Math.ceilDiv(m, Packing.STRIP) : 0;
    }

    @Override
    public void pack(int index, float[] a, int aAt, float[] b, int bAt) {
      loops.strip(packed, a, aAt, m, k, index * Packing.STRIP);
    }

    @Override
    public int tiles() {
      return panels * chunks;
    }

    @Override
    public void tile(
        int index, float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, Epilogue epilogue) {
      int from = (isByRows ? index / panels : index % chunks) * rowsPerTile;
      int to = Math.min(m, from + rowsPerTile);
      int column = (isByRows ? index % panels : index / chunks) * PANEL;
      int columns = Math.min(PANEL, n - column);
      boolean isCopied = transposeRight || columns < PANEL || to - from > ROWS_WITHOUT_COPY;
      Scratch own = scratch.get();
      own.base = epilogue.hasBias() ? epilogue.bias() : NOTHING;
      own.baseAt = epilogue.hasBias() ? epilogue.biasAt() + column : 0;
      own.baseRow = 0;
      for (int p = 0; p == 0 || p < k; p += depth) {
        own.count = Math.min(depth, k - p);
        int rightAt = bAt + (transposeRight ? column * k + p : p * n + column);
        if (isCopied) {
          copy(own, b, rightAt, columns);
        }
        own.right = isCopied ? own.panel : b;
        own.rightAt = isCopied ? 0 : rightAt;
        own.rightStep = isCopied ? width(columns) : n;
        float[] left = isPacked ? packed : a;
        blocks(own, c, cAt + column, columns, left, (isPacked ? 0 : aAt) + p * aStep, from, to);
        own.base = c;
        own.baseAt = cAt + column;
        own.baseRow = n;
      }
      if (epilogue.hasFunction()) {
        finish(c, cAt + from * n, column, columns, to - from, epilogue);
      }
    }

    private void copy(Scratch own, float[] b, int at, int columns) {
      if (transposeRight) {
        loops.turn(own.panel, own.squares, b, at, k, own.count, columns);
      } else {
        loops.copy(own.panel, b, at, n, own.count, columns);
      }
    }

    /// Rows of the blocks of a panel.
    private int height(int width) {
      return width == LENGTH ? 8 : width == 4 * LENGTH ? rowsOfFull : 4;
    }

    /// Rows of the block that begins with row `i`: four where the last eight or four rows would
    /// leave blocks of six unfilled.
    private int height(int width, int i, int to) {
      int left = to - i;
      boolean isWithinStrip = !isPacked || i % Packing.STRIP + left <= Packing.STRIP;
      return width == 4 * LENGTH && (left == 4 || left == 8) && isWithinStrip ? 4 : height(width);
    }

    /// Adds products to rows `[from, to)` of a panel that begins at `c[start]`.
    private void blocks(
        Scratch own,
        float[] c,
        int start,
        int columns,
        float[] left,
        int leftAt,
        int from,
        int to) {
      int width = width(columns);
      int height;
      for (int i = from; i < to; i += height) {
        height = height(width, i, to);
        if (i + height <= to && columns == width && own.base == NOTHING) {
          run(own, height, width, c, start + i * n, n, left, leftAt + row(i), aRow);
        } else {
          int rows = Math.min(height, to - i);
          aside(own, c, start, columns, left, leftAt, i, rows, height);
        }
      }
    }

    /// A block that lies over the edge of `c`, or that is added to something, is computed aside.
    /// Rows before it, or beyond the end of a strip, are computed with it and thrown away; where
    /// there are none, each row is computed by itself.
    private void aside(
        Scratch own,
        float[] c,
        int start,
        int columns,
        float[] left,
        int leftAt,
        int i,
        int rows,
        int height) {
      int width = width(columns);
      boolean isTogether = isPacked || i + rows >= height;
      int step = isTogether ? rows : 1;
      for (int first = i; first < i + rows; first += step) {
        int read = isPacked || !isTogether ? first : Math.min(first, first + rows - height);
        int stride = isTogether ? aRow : 0;
        run(own, height, width, own.block, 0, width, left, leftAt + row(read), stride);
        int at = start + first * n;
        int baseAt = own.baseAt + first * own.baseRow;
        int skipped = (first - read) * width;
        loops.add(
            c, at, n, own.base, baseAt, own.baseRow, own.block, skipped, width, step, columns);
      }
    }

    /// Where row `i` of the left operand begins.
    private int row(int i) {
      return isPacked ? Packing.inStrip(i, k) : i * aRow;
    }

    private void run(
        Scratch own,
        int height,
        int width,
        float[] c,
        int cAt,
        int cRow,
        float[] a,
        int at,
        int row) {
      MicroKernel.product(
          height,
          width,
          c,
          cAt,
          cRow,
          a,
          at,
          row,
          aStep,
          own.right,
          own.rightAt,
          own.rightStep,
          own.count);
    }

    /// Applies the function to finished rows.
    private void finish(
        float[] c, int rowAt, int column, int columns, int rows, Epilogue epilogue) {
      if (columns == n) {
        epilogue.applyFunction(elementwise, c, rowAt, rows * n);
        return;
      }
      for (int i = 0; i < rows; i++) {
        epilogue.applyFunction(elementwise, c, rowAt + i * n + column, columns);
      }
    }
  }
}
