package dev.glissade.simd;

import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.engine.kernels.PlainMatMul;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Products that change over from plain Java to vectors, each when the loops for its blocks are
/// compiled. The plain ones are more than half as fast, and trying out costs as much as a second of
/// them, so a short training is done before.
final class WarmMatMul implements MatMul {
  private static final int SIZE = 16;
  private static final int MOST_WIDTH = 4 * Lanes.LENGTH;

  /// Multiplications and additions that plain Java does in the time of one addition by itself.
  private static final int SPEED = 128;

  private final PlainMatMul plain;
  private final VectorMatMul vectors;
  private final Map<Block, WarmUp.Loop> loops = new EnumMap<>(Block.class);

  /// Products that change over as `warmUp` says.
  WarmMatMul(WarmUp warmUp, Elementwise elementwise) {
    plain = new PlainMatMul(elementwise);
    vectors = new VectorMatMul(new WarmBlocks(warmUp), elementwise);
    for (Block block : Block.values()) {
      loops.put(block, warmUp.loop(1, new Example(block)));
    }
  }

  @Override
  public Product product(Sizes sizes) {
    VectorProduct product = vectors.product(sizes);
    List<WarmUp.Loop> needed = product.blocks().stream().map(loops::get).toList();
    return new WarmProduct(sizes, product, needed);
  }

  /// A block, and as many multiply-adds one by one; the vectors are compiled once they are faster.
  private static final class Example implements WarmUp.Trial {
    private final Block block;
    private final float[] x = new float[SIZE * MOST_WIDTH];
    private final float[] y = new float[MicroKernel.MOST_ROWS * MOST_WIDTH];

    Example(Block block) {
      this.block = block;
    }

    @Override
    public void run(boolean isVectors, int size) {
      int rows = block.rows();
      int width = block.width();
      if (isVectors) {
        MicroKernel.product(rows, width, y, 0, width, x, 0, SIZE, 1, x, 0, width, size);
      } else {
        for (int row = 0; row < rows; row++) {
          y[row] = sum(x, width * size);
        }
      }
    }

    private static float sum(float[] x, int n) {
      float sum = 0;
      for (int i = 0; i < n; i++) {
        sum = Math.fma(x[i], x[i], sum);
      }
      return sum;
    }
  }

  private final class WarmProduct implements Product {
    private final VectorProduct vectors;
    private final WarmUp.Loop[] needed;
    private final long cost;
    private Product current;

    WarmProduct(Sizes sizes, VectorProduct vectors, List<WarmUp.Loop> needed) {
      this.vectors = vectors;
      this.needed = needed.toArray(WarmUp.Loop[]::new);
      cost = sizes.operations() / SPEED + (long) sizes.k() * Math.max(sizes.m(), sizes.n());
      current = plain.product(sizes);
    }

    @Override
    public int begin() {
      if (current != vectors && isReady()) {
        current = vectors;
      }
      return current.begin();
    }

    private boolean isReady() {
      boolean isReady = true;
      for (WarmUp.Loop loop : needed) {
        isReady &= loop.isReady(cost);
      }
      return isReady;
    }

    @Override
    public void pack(int index, float[] a, int aAt, float[] b, int bAt) {
      current.pack(index, a, aAt, b, bAt);
    }

    @Override
    public int tiles() {
      return current.tiles();
    }

    @Override
    public void tile(
        int index, float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, Epilogue epilogue) {
      current.tile(index, c, cAt, a, aAt, b, bAt, epilogue);
    }
  }
}
