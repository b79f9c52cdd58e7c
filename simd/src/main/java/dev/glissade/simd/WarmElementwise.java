package dev.glissade.simd;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.PlainElementwise;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.EnumMap;
import java.util.Map;

/// Element-wise loops that change over from plain Java to vectors, each when it is worth it.
final class WarmElementwise implements Elementwise {
  private static final int MOST = 16 * Lanes.LENGTH;

  private final Elementwise plain = new PlainElementwise();
  private final Elementwise vectors = new VectorElementwise();
  private final Map<UnaryFunction, WarmUp.Loop> unary = new EnumMap<>(UnaryFunction.class);
  private final Map<BinaryFunction, WarmUp.Loop> binary = new EnumMap<>(BinaryFunction.class);
  private final WarmUp.Loop select;
  private final WarmUp.Loop combine;
  private final WarmUp.Loop combineSquare;
  private final WarmUp.Loop ratio;
  private final WarmUp.Loop dropout;

  private interface Example {
    void run(Elementwise loops, float[] y, float[] x, int n);
  }

  /// The loops, which change over as `warmUp` says.
  WarmElementwise(WarmUp warmUp) {
    for (UnaryFunction f : UnaryFunction.values()) {
      if (VectorElementwise.hasVectors(f)) {
        int cost = f == UnaryFunction.EXPONENTIAL ? 20 : 1;
        unary.put(f, loop(warmUp, cost, (loops, y, x, n) -> loops.unary(f, y, 0, x, 0, n)));
      }
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      binary.put(f, loop(warmUp, 1, (loops, y, x, n) -> loops.binary(f, y, 0, x, 0, x, 1, n)));
    }
    select = loop(warmUp, 2, (loops, y, x, n) -> loops.select(y, 0, x, 0, x, 1, x, 2, n));
    combine = loop(warmUp, 1, (loops, y, x, n) -> loops.combine(y, 0, x, 0, 2, x, 1, 3, n));
    combineSquare =
        loop(warmUp, 1, (loops, y, x, n) -> loops.combineSquare(y, 0, x, 0, 2, x, 1, 3, n));
    ratio = loop(warmUp, 6, (loops, y, x, n) -> loops.ratio(y, 0, x, 0, 2, x, 1, 3, 1e-8f, n));
    dropout = loop(warmUp, 3, (loops, y, x, n) -> loops.dropout(y, 0, x, 0, 2, 7, 0, 1 << 22, n));
  }

  private WarmUp.Loop loop(WarmUp warmUp, int cost, Example example) {
    float[] y = new float[MOST];
    float[] x = new float[MOST + 2];
    java.util.Arrays.fill(x, 1f);
    return warmUp.loop(
        cost,
        (isVectors, size) -> example.run(isVectors ? vectors : plain, y, x, size * Lanes.LENGTH));
  }

  private Elementwise choose(WarmUp.Loop loop, int n) {
    return loop.isReady(n) ? vectors : plain;
  }

  @Override
  public void unary(UnaryFunction f, float[] out, int outAt, float[] x, int xAt, int n) {
    WarmUp.Loop loop = unary.get(f);
    (loop == null ? plain : choose(loop, n)).unary(f, out, outAt, x, xAt, n);
  }

  @Override
  public void binary(
      BinaryFunction f, float[] out, int outAt, float[] a, int aAt, float[] b, int bAt, int n) {
    WarmUp.Loop loop = binary.get(f);
    (loop == null ? plain : choose(loop, n)).binary(f, out, outAt, a, aAt, b, bAt, n);
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
    choose(select, n).select(out, outAt, condition, conditionAt, a, aAt, b, bAt, n);
  }

  @Override
  public void combine(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    choose(combine, n).combine(out, outAt, a, aAt, s, b, bAt, t, n);
  }

  @Override
  public void combineSquare(
      float[] out, int outAt, float[] a, int aAt, float s, float[] b, int bAt, float t, int n) {
    choose(combineSquare, n).combineSquare(out, outAt, a, aAt, s, b, bAt, t, n);
  }

  @Override
  public void ratio(
      float[] out,
      int outAt,
      float[] a,
      int aAt,
      float s,
      float[] b,
      int bAt,
      float t,
      float e,
      int n) {
    choose(ratio, n).ratio(out, outAt, a, aAt, s, b, bAt, t, e, n);
  }

  @Override
  public void dropout(
      float[] out,
      int outAt,
      float[] x,
      int xAt,
      float scale,
      long key,
      long from,
      int threshold,
      int n) {
    choose(dropout, n).dropout(out, outAt, x, xAt, scale, key, from, threshold, n);
  }
}
