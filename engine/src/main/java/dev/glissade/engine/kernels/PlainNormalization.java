package dev.glissade.engine.kernels;

/// Batch normalisation in plain Java; means, variances and sums in double.
public final class PlainNormalization implements Normalization {
  private final MatrixNormalization ofMatrix = new MatrixNormalization();

  /// The loops; their only state is each thread's scratch.
  public PlainNormalization() {}

  @Override
  public void moments(
      float[] moments, int momentsAt, float[] x, int xAt, Extents e, int from, int to) {
    int channels = e.channels();
    int inner = e.inner();
    if (inner == 1) {
      ofMatrix.moments(moments, momentsAt, x, xAt, e.outer(), channels, from, to);
      return;
    }
    for (int c = from; c < to; c++) {
      double sum = 0;
      for (int i = 0; i < e.outer(); i++) {
        int at = xAt + (i * channels + c) * inner;
        for (int k = 0; k < inner; k++) {
          sum += x[at + k];
        }
      }
      double mean = sum / e.count();
      double squares = 0;
      for (int i = 0; i < e.outer(); i++) {
        int at = xAt + (i * channels + c) * inner;
        for (int k = 0; k < inner; k++) {
          double centred = x[at + k] - mean;
          squares += centred * centred;
        }
      }
      float rounded = (float) mean;
      moments[momentsAt + c] = rounded;
      moments[momentsAt + channels + c] = (float) (mean - rounded);
      moments[momentsAt + 2 * channels + c] = (float) (squares / e.count());
    }
  }

  static float inverseDeviation(
      float[] moments, int momentsAt, int channels, int c, double epsilon) {
    return (float) (1 / Math.sqrt(moments[momentsAt + 2 * channels + c] + epsilon));
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
    int channels = e.channels();
    int inner = e.inner();
    boolean isByChannel = e.isDividedByChannels();
    if (inner == 1 && !isByChannel) {
      ofMatrix.normalize(
          y, yAt, x, xAt, moments, momentsAt, gamma, gammaAt, beta, betaAt, epsilon, channels, from,
          to);
      return;
    }
    int lastRow = isByChannel ? 1 : to;
    int firstChannel = isByChannel ? from : 0;
    int lastChannel = isByChannel ? to : channels;
    for (int i = isByChannel ? 0 : from; i < lastRow; i++) {
      for (int c = firstChannel; c < lastChannel; c++) {
        float mean = moments[momentsAt + c];
        float rest = moments[momentsAt + channels + c];
        float scale =
            gamma[gammaAt + c] * inverseDeviation(moments, momentsAt, channels, c, epsilon);
        float shift = beta[betaAt + c];
        int at = (i * channels + c) * inner;
        for (int k = 0; k < inner; k++) {
          y[yAt + at + k] = (x[xAt + at + k] - mean - rest) * scale + shift;
        }
      }
    }
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
    int channels = e.channels();
    int inner = e.inner();
    if (inner == 1) {
      ofMatrix.sums(
          sums, sumsAt, dy, dyAt, x, xAt, moments, momentsAt, epsilon, e.outer(), channels, from,
          to);
      return;
    }
    for (int c = from; c < to; c++) {
      double mean = (double) moments[momentsAt + c] + moments[momentsAt + channels + c];
      double inverse = inverseDeviation(moments, momentsAt, channels, c, epsilon);
      double sum = 0;
      double product = 0;
      for (int i = 0; i < e.outer(); i++) {
        int at = (i * channels + c) * inner;
        for (int k = 0; k < inner; k++) {
          double upstream = dy[dyAt + at + k];
          sum += upstream;
          product += upstream * (x[xAt + at + k] - mean);
        }
      }
      sums[sumsAt + c] = (float) sum;
      sums[sumsAt + channels + c] = (float) (product * inverse);
    }
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
    int channels = e.channels();
    int inner = e.inner();
    float count = e.count();
    boolean isByChannel = e.isDividedByChannels();
    if (inner == 1 && !isByChannel) {
      ofMatrix.gradient(
          dx, dxAt, dy, dyAt, x, xAt, moments, momentsAt, sums, sumsAt, gamma, gammaAt, epsilon, e,
          from, to);
      return;
    }
    int lastRow = isByChannel ? 1 : to;
    int firstChannel = isByChannel ? from : 0;
    int lastChannel = isByChannel ? to : channels;
    for (int i = isByChannel ? 0 : from; i < lastRow; i++) {
      for (int c = firstChannel; c < lastChannel; c++) {
        float mean = moments[momentsAt + c];
        float rest = moments[momentsAt + channels + c];
        float inverse = inverseDeviation(moments, momentsAt, channels, c, epsilon);
        float scale = gamma[gammaAt + c] * inverse;
        float meanOfDy = sums[sumsAt + c] / count;
        float slope = sums[sumsAt + channels + c] / count * inverse;
        int at = (i * channels + c) * inner;
        for (int k = 0; k < inner; k++) {
          float centred = x[xAt + at + k] - mean - rest;
          dx[dxAt + at + k] = scale * (dy[dyAt + at + k] - meanOfDy - centred * slope);
        }
      }
    }
  }
}
