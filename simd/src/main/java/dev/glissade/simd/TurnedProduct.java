package dev.glissade.simd;

import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.MatMul;
import java.util.EnumSet;
import java.util.Set;

/// The product `aᵀ·b` for a `b` of few columns, such as the gradient of the weights of a layer with
/// few outputs. It is computed as `bᵀ·a`, where rows of `a`, read in place, fill the vectors, and
/// is turned block by block; vectors of a row of `b` would be mostly empty. The bits are the same.
final class TurnedProduct implements VectorProduct {
  private static final int PANEL = VectorMatMul.PANEL;

  private final int m;
  private final int n;
  private final int k;
  private final Elementwise elementwise;
  private final ThreadLocal<float[]> blocks;

  /// A product of sizes for which it is better; each thread finds room for a block in `blocks`.
  TurnedProduct(MatMul.Sizes sizes, Elementwise elementwise, ThreadLocal<float[]> blocks) {
    m = sizes.m();
    n = sizes.n();
    k = sizes.k();
    this.elementwise = elementwise;
    this.blocks = blocks;
  }

  /// Whether fewer lanes stay unused this way; sums have to be one chain, as they are otherwise.
  static boolean isBetter(MatMul.Sizes sizes) {
    return sizes.transposeLeft()
        && !sizes.transposeRight()
        && sizes.n() < Lanes.LENGTH
        && sizes.m() >= PANEL
        && sizes.k() <= VectorMatMul.DEPTH;
  }

  @Override
  public Set<Block> blocks() {
    return EnumSet.of(Block.of(n > 4 ? 6 : 4, PANEL), Block.of(4, PANEL));
  }

  @Override
  public int begin() {
    return 0;
  }

  @Override
  public void pack(int index, float[] a, int aAt, float[] b, int bAt) {}

  @Override
  public int tiles() {
    return Math.ceilDiv(m, PANEL);
  }

  @Override
  public void tile(
      int index,
      float[] c,
      int cAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      MatMul.Epilogue epilogue) {
    float[] block = blocks.get();
    int first = index * PANEL;
    int end = Math.min(m, first + PANEL);
    // The last panel begins earlier, so that it is a whole one; what is there already is left.
    int column = end - PANEL;
    for (int i = 0, rows; i < n; i += rows) {
      int height = PANEL == 4 * Lanes.LENGTH && n - i > 4 ? 6 : 4;
      // The last block takes in rows before it; if there are none, each row is a block, repeated.
      boolean isAlone = n < height;
      rows = isAlone ? 1 : Math.min(height, n - i);
      int from = isAlone ? i : i + rows - height;
      int step = isAlone ? 0 : 1;
      MicroKernel.product(
          height, PANEL, block, 0, PANEL, b, bAt + from, step, n, a, aAt + column, m, k);
      int at = cAt + column * n + i;
      turn(c, at, block, (i - from) * PANEL, rows, first - column);
    }
    finish(c, cAt + first * n, end - first, epilogue);
  }

  /// `c[at + j·n + r] = block[blockAt + r·PANEL + j]` for `rows` rows and columns from `first` on.
  private void turn(float[] c, int at, float[] block, int blockAt, int rows, int first) {
    for (int j = first; j < PANEL; j++) {
      for (int r = 0; r < rows; r++) {
        c[at + j * n + r] = block[blockAt + r * PANEL + j];
      }
    }
  }

  private void finish(float[] c, int at, int rows, MatMul.Epilogue epilogue) {
    if (epilogue.isNone()) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      epilogue.apply(elementwise, c, at + i * n, 0, n);
    }
  }
}
