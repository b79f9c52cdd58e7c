package dev.glissade.simd;

import dev.glissade.engine.kernels.PlainReductions;
import dev.glissade.engine.kernels.Reductions;

/// Reductions that change over from plain Java to vectors, where there are any.
final class WarmReductions implements Reductions {
  private static final int COLUMNS = 4 * Lanes.LENGTH;

  private final Reductions plain = new PlainReductions();
  private final Reductions vectors = new VectorReductions();
  private final WarmUp.Loop sumColumns;

  /// The loops, which change over as `warmUp` says.
  WarmReductions(WarmUp warmUp) {
    float[] y = new float[COLUMNS];
    float[] x = new float[16 * COLUMNS];
    sumColumns =
        warmUp.loop(
            2,
            (isVectors, rows) ->
                (isVectors ? vectors : plain).sumColumns(y, 0, x, 0, rows, COLUMNS, 0, COLUMNS));
  }

  @Override
  public void sumColumns(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to) {
    (sumColumns.isReady((long) rows * (to - from)) ? vectors : plain)
        .sumColumns(out, outAt, x, xAt, rows, columns, from, to);
  }

  @Override
  public void sumRows(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    plain.sumRows(out, outAt, x, xAt, columns, from, to);
  }

  @Override
  public void maxRows(float[] out, int outAt, float[] x, int xAt, int columns, int from, int to) {
    plain.maxRows(out, outAt, x, xAt, columns, from, to);
  }

  @Override
  public void maxColumns(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to) {
    plain.maxColumns(out, outAt, x, xAt, rows, columns, from, to);
  }

  @Override
  public double sumOfSquares(float[] x, int xAt, int n) {
    return plain.sumOfSquares(x, xAt, n);
  }
}
