package dev.glissade.engine.kernels;

/// Element-wise loops in plain Java. Where arrays do not begin at the same offset, elements are
/// copied to arrays where they do, and back.
public final class PlainElementwise implements Elementwise {
  /// Copies of some operands and of the result, which stay in the first-level cache.
  private static final class Copies {
    private static final int SIZE = 512;

    private final float[] out = new float[SIZE];
    private final float[] a = new float[SIZE];
    private final float[] b = new float[SIZE];
  }

  private final ThreadLocal<Copies> copies = ThreadLocal.withInitial(Copies::new);

  /// The loops; their only state is each thread's scratch.
  public PlainElementwise() {}

  private static int count(int n, int done) {
    return Math.min(Copies.SIZE, n - done);
  }

  @Override
  public void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    if (outAt == xAt) {
      PlainLoops.unary(f, out, x, xAt, xAt + n);
      return;
    }
    Copies own = copies.get();
    for (int i = 0; i < n; i += Copies.SIZE) {
      int count = count(n, i);
      System.arraycopy(x, xAt + i, own.a, 0, count);
      PlainLoops.unary(f, own.out, own.a, 0, count);
      System.arraycopy(own.out, 0, out, outAt + i, count);
    }
  }

  @Override
  public void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    if (outAt == aAt && aAt == bAt) {
      PlainLoops.binary(f, out, a, b, aAt, aAt + n);
      return;
    }
    Copies own = copies.get();
    for (int i = 0; i < n; i += Copies.SIZE) {
      int count = count(n, i);
      System.arraycopy(a, aAt + i, own.a, 0, count);
      System.arraycopy(b, bAt + i, own.b, 0, count);
      PlainLoops.binary(f, own.out, own.a, own.b, 0, count);
      System.arraycopy(own.out, 0, out, outAt + i, count);
    }
  }

  @Override
  public void select(float[] out, float[] condition, float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = condition[i] > 0f ? a[i] : b[i];
    }
  }

  @Override
  public void combine(float[] out, float[] a, float s, float[] b, float t, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = s * a[i] + t * b[i];
    }
  }

  @Override
  public void combineSquare(float[] out, float[] a, float s, float[] b, float t, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = s * a[i] + t * (b[i] * b[i]);
    }
  }

  @Override
  public void ratio(float[] out, float[] a, float s, float[] b, float t, float e, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = s * a[i] / ((float) Math.sqrt(t * b[i]) + e);
    }
  }

  @Override
  public void dropout(
      float[] out, float[] x, float scale, long key, long from, int threshold, int n) {
    for (int i = 0; i < n; i++) {
      int bits = (int) (SplitMix.bits(key, from + i) >>> 40);
      out[i] = bits >= threshold ? x[i] * scale : 0f;
    }
  }
}
