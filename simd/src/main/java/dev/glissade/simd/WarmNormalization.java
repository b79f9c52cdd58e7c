package dev.glissade.simd;

import dev.glissade.engine.kernels.Normalization;
import dev.glissade.engine.kernels.PlainNormalization;

/// Batch normalisation that changes over from plain Java to vectors.
final class WarmNormalization implements Normalization {
  /// Plain Java takes eight times as long for an element as for an addition, but so does a trial.
  private static final int COST = 1;

  private static final int CHANNELS = 2 * Lanes.LENGTH;

  private final Normalization plain = new PlainNormalization();
  private final Normalization vectors = new VectorNormalization();
  private final WarmUp.Loop moments;
  private final WarmUp.Loop normalize;
  private final WarmUp.Loop sums;
  private final WarmUp.Loop gradient;

  private interface Example {
    void run(Normalization loops, Extents extents);
  }

  /// The loops, which change over as `warmUp` says.
  WarmNormalization(WarmUp warmUp) {
    float[] x = new float[16 * CHANNELS];
    float[] y = new float[16 * CHANNELS];
    float[] m = new float[3 * CHANNELS];
    moments = loop(warmUp, (loops, e) -> loops.moments(y, 0, x, 0, e, 0, CHANNELS));
    normalize =
        loop(
            warmUp,
            (loops, e) -> loops.normalize(y, 0, x, 0, m, 0, m, 0, m, 0, 1, e, 0, e.outer()));
    sums = loop(warmUp, (loops, e) -> loops.sums(y, 0, x, 0, x, 0, m, 0, 1, e, 0, CHANNELS));
    gradient =
        loop(
            warmUp,
            (loops, e) -> loops.gradient(y, 0, x, 0, x, 0, m, 0, m, 0, m, 0, 1, e, 0, e.outer()));
  }

  private WarmUp.Loop loop(WarmUp warmUp, Example example) {
    return warmUp.loop(
        COST,
        (isVectors, rows) ->
            example.run(isVectors ? vectors : plain, new Extents(Math.max(rows, 3), CHANNELS, 1)));
  }

  private Normalization choose(WarmUp.Loop loop, Extents extents, int parts, int size) {
    boolean isMatrix = extents.inner() == 1;
    return isMatrix && loop.isReady((long) parts * size) ? vectors : plain;
  }

  @Override
  public void moments(
      float[] moments, int momentsAt, float[] x, int xAt, Extents e, int from, int to) {
    choose(this.moments, e, e.outer(), to - from).moments(moments, momentsAt, x, xAt, e, from, to);
  }

  @Override
  public void normalize(
      float[] y,
      int yAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      float[] gamma,
      int gammaAt,
      float[] beta,
      int betaAt,
      double epsilon,
      Extents e,
      int from,
      int to) {
    choose(normalize, e, e.channels(), to - from)
        .normalize(
            y, yAt, x, xAt, moments, momentsAt, gamma, gammaAt, beta, betaAt, epsilon, e, from, to);
  }

  @Override
  public void sums(
      float[] sums,
      int sumsAt,
      float[] dy,
      int dyAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      double epsilon,
      Extents e,
      int from,
      int to) {
    choose(this.sums, e, e.outer(), to - from)
        .sums(sums, sumsAt, dy, dyAt, x, xAt, moments, momentsAt, epsilon, e, from, to);
  }

  @Override
  public void gradient(
      float[] dx,
      int dxAt,
      float[] dy,
      int dyAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      float[] sums,
      int sumsAt,
      float[] gamma,
      int gammaAt,
      double epsilon,
      Extents e,
      int from,
      int to) {
    choose(gradient, e, e.channels(), to - from)
        .gradient(
            dx, dxAt, dy, dyAt, x, xAt, moments, momentsAt, sums, sumsAt, gamma, gammaAt, epsilon,
            e, from, to);
  }
}
