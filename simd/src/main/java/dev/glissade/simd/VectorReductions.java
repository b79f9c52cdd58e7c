package dev.glissade.simd;

import dev.glissade.engine.kernels.PlainReductions;
import dev.glissade.engine.kernels.Reductions;
import jdk.incubator.vector.DoubleVector;

/// Sums of columns on vectors: a band of columns is summed from the first row to the last, in
/// double and with the bits of the plain loop. The others are plain.
final class VectorReductions implements Reductions {
  private static final int LENGTH = Doubles.LENGTH;

  /// Columns summed side by side: four chains of additions hide the latency of one.
  private static final int BAND = 4 * LENGTH;

  private final PlainReductions plain = new PlainReductions();

  @Override
  public void sumColumns(
      float[] out, int outAt, float[] x, int xAt, int rows, int columns, int from, int to) {
    int done = from;
    boolean isLong = rows > PlainReductions.ROWS_AT_A_TIME;
    if (!isLong) {
      for (; done + BAND <= to; done += BAND) {
        sumBand(out, outAt + done, x, xAt + done, rows, columns);
      }
    }
    if (done < to) {
      plain.sumColumns(out, outAt, x, xAt, rows, columns, done, to);
    }
  }

  private static void sumBand(float[] out, int outAt, float[] x, int xAt, int rows, int columns) {
    DoubleVector s0 = DoubleVector.zero(Doubles.SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int at = xAt;
    for (int i = 0; i < rows; i++) {
      s0 = s0.add(Doubles.load(x, at));
      s1 = s1.add(Doubles.load(x, at + LENGTH));
      s2 = s2.add(Doubles.load(x, at + 2 * LENGTH));
      s3 = s3.add(Doubles.load(x, at + 3 * LENGTH));
      at += columns;
    }
    Doubles.store(s0, out, outAt);
    Doubles.store(s1, out, outAt + LENGTH);
    Doubles.store(s2, out, outAt + 2 * LENGTH);
    Doubles.store(s3, out, outAt + 3 * LENGTH);
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
