package dev.glissade.engine.kernels;

/// Matrix products in plain Java, in loops that the JIT compiler turns into vectors by itself.
public final class PlainMatMul implements MatMul {
  private final Elementwise elementwise;
  private final ThreadLocal<float[][]> sums =
      ThreadLocal.withInitial(() -> new float[PlainProduct.MOST_ROWS][PlainProduct.MOST_LANES]);

  /// A factory of products with the given loops for functions; its only state is each thread's
  /// scratch.
  public PlainMatMul(Elementwise elementwise) {
    this.elementwise = elementwise;
  }

  @Override
  public Product product(Sizes sizes) {
    return new PlainProduct(sizes, elementwise, sums);
  }
}
