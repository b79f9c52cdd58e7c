package dev.glissade.simd;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.PlainElementwise;
import dev.glissade.engine.kernels.SplitMix;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.Arrays;

/// Element-wise loops, of which three change over from plain Java to vectors. The compiler makes
/// vectors of the others by itself, apart from elementary functions, which soon run as chains.
final class WarmElementwise implements Elementwise {
  private static final int MOST = 16 * Lanes.LENGTH;

  /// As many additions take as long in plain Java.
  private static final int EXPONENTIAL_COST = 20;

  private static final int DROPOUT_COST = 3;

  private final Elementwise plain = new PlainElementwise();
  private final WarmUp.Loop exponential;
  private final WarmUp.Loop greater;
  private final WarmUp.Loop dropout;

  /// The loops, which change over as `warmUp` says.
  WarmElementwise(WarmUp warmUp) {
    float[] y = new float[MOST];
    float[] x = new float[MOST];
    Arrays.fill(x, 1f);
    exponential =
        warmUp.loop(
            EXPONENTIAL_COST,
            (isVectors, size) -> {
              if (isVectors) {
                VectorElementwise.exponential(y, 0, x, 0, size * Lanes.LENGTH);
              } else {
                plain.unary(UnaryFunction.EXPONENTIAL, y, 0, x, 0, size * Lanes.LENGTH);
              }
            });
    greater =
        warmUp.loop(
            1,
            (isVectors, size) -> {
              if (isVectors) {
                VectorElementwise.greater(y, 0, x, 0, y, 0, size * Lanes.LENGTH);
              } else {
                plain.binary(BinaryFunction.GREATER, y, 0, x, 0, y, 0, size * Lanes.LENGTH);
              }
            });
    dropout =
        warmUp.loop(
            DROPOUT_COST,
            (isVectors, size) -> {
              if (isVectors) {
                VectorElementwise.dropout(y, x, 2, 7, 1 << 22, size * Lanes.LENGTH);
              } else {
                plain.dropout(y, x, 2, 7, 0, 1 << 22, size * Lanes.LENGTH);
              }
            });
  }

  /// How many of `n` elements are done on vectors.
  private static int whole(WarmUp.Loop loop, int n) {
    return loop.isReady(n) ? Lanes.bound(n) : 0;
  }

  @Override
  public void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    int done = 0;
    if (f == UnaryFunction.EXPONENTIAL) {
      done = whole(exponential, n);
      VectorElementwise.exponential(out, outAt, x, xAt, done);
    }
    if (done < n) {
      plain.unary(f, out, outAt + done, x, xAt + done, n - done);
    }
  }

  @Override
  public void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    int done = 0;
    if (f == BinaryFunction.GREATER) {
      done = whole(greater, n);
      VectorElementwise.greater(out, outAt, a, aAt, b, bAt, done);
    }
    if (done < n) {
      plain.binary(f, out, outAt + done, a, aAt + done, b, bAt + done, n - done);
    }
  }

  @Override
  public void select(float[] out, float[] condition, float[] a, float[] b, int n) {
    plain.select(out, condition, a, b, n);
  }

  @Override
  public void combine(float[] out, float[] a, float s, float[] b, float t, int n) {
    plain.combine(out, a, s, b, t, n);
  }

  @Override
  public void combineSquare(float[] out, float[] a, float s, float[] b, float t, int n) {
    plain.combineSquare(out, a, s, b, t, n);
  }

  @Override
  public void ratio(float[] out, float[] a, float s, float[] b, float t, float e, int n) {
    plain.ratio(out, a, s, b, t, e, n);
  }

  /// All in plain Java if some elements fill no vector: tiles rarely have such.
  @Override
  public void dropout(
      float[] out, float[] x, float scale, long key, long from, int threshold, int n) {
    if (dropout.isReady(n) && Lanes.bound(n) == n) {
      VectorElementwise.dropout(out, x, scale, key + SplitMix.GOLDEN * from, threshold, n);
    } else {
      plain.dropout(out, x, scale, key, from, threshold, n);
    }
  }
}
