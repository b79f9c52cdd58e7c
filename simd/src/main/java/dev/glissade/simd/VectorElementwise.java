package dev.glissade.simd;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.PlainElementwise;
import dev.glissade.engine.kernels.UnaryFunction;

/// x
public final class VectorElementwise implements Elementwise {
  private final Elementwise plain = new PlainElementwise();

  /// x
  public VectorElementwise() {}

  @Override
  public void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    plain.unary(f, out, outAt, x, xAt, n);
  }

  @Override
  public void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    plain.binary(f, out, outAt, a, aAt, b, bAt, n);
  }

  @Override
  public void select(
      float[] out,
      int outAt,
      float[] condition,
      int conditionAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int n) {
    plain.select(out, outAt, condition, conditionAt, a, aAt, b, bAt, n);
  }
}
