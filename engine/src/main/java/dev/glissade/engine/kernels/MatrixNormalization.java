package dev.glissade.engine.kernels;

import java.util.Arrays;

/// Batch normalisation of a matrix in plain Java, row by row in bands of channels. A row of a band
/// is copied to the front of an array, where the JIT compiler makes vectors of the loops over it.
final class MatrixNormalization {
  private static final int BAND = 512;

  private static final class Band {
    final float[] x = new float[BAND];
    final float[] dy = new float[BAND];
    final float[] mean = new float[BAND];
    final float[] rest = new float[BAND];
    final float[] scale = new float[BAND];
    final float[] shift = new float[BAND];
    final float[] slope = new float[BAND];
    final double[] centre = new double[BAND];
    final double[] sum = new double[BAND];
    final double[] product = new double[BAND];
  }

  private final ThreadLocal<Band> bands = ThreadLocal.withInitial(Band::new);

  void moments(
      float[] moments,
      int momentsAt,
      float[] x,
      int xAt,
      int rows,
      int channels,
      int from,
      int to) {
    Band own = bands.get();
    for (int c = from; c < to; c += BAND) {
      int n = Math.min(BAND, to - c);
      Arrays.fill(own.sum, 0, n, 0);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(x, xAt + i * channels + c, own.x, 0, n);
        PlainReductions.add(own.sum, own.x, n);
      }
      for (int j = 0; j < n; j++) {
        own.centre[j] = own.sum[j] / rows;
      }
      Arrays.fill(own.sum, 0, n, 0);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(x, xAt + i * channels + c, own.x, 0, n);
        addSquares(own.sum, own.x, own.centre, n);
      }
      for (int j = 0; j < n; j++) {
        float rounded = (float) own.centre[j];
        int at = momentsAt + c + j;
        moments[at] = rounded;
        moments[at + channels] = (float) (own.centre[j] - rounded);
        moments[at + 2 * channels] = (float) (own.sum[j] / rows);
      }
    }
  }

  private static void addSquares(double[] sum, float[] x, double[] centre, int n) {
    for (int j = 0; j < n; j++) {
      double centred = x[j] - centre[j];
      sum[j] += centred * centred;
    }
  }

  void normalize(
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
      int channels,
      int from,
      int to) {
    Band own = bands.get();
    for (int c = 0; c < channels; c += BAND) {
      int n = Math.min(BAND, channels - c);
      System.arraycopy(moments, momentsAt + c, own.mean, 0, n);
      System.arraycopy(moments, momentsAt + channels + c, own.rest, 0, n);
      System.arraycopy(beta, betaAt + c, own.shift, 0, n);
      for (int j = 0; j < n; j++) {
        own.scale[j] =
            gamma[gammaAt + c + j]
                * PlainNormalization.inverseDeviation(moments, momentsAt, channels, c + j, epsilon);
      }
      for (int i = from; i < to; i++) {
        System.arraycopy(x, xAt + i * channels + c, own.x, 0, n);
        normalize(own.x, own.mean, own.rest, own.scale, own.shift, n);
        System.arraycopy(own.x, 0, y, yAt + i * channels + c, n);
      }
    }
  }

  private static void normalize(
      float[] x, float[] mean, float[] rest, float[] scale, float[] shift, int n) {
    for (int j = 0; j < n; j++) {
      x[j] = (x[j] - mean[j] - rest[j]) * scale[j] + shift[j];
    }
  }

  void sums(
      float[] sums,
      int sumsAt,
      float[] dy,
      int dyAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      double epsilon,
      int rows,
      int channels,
      int from,
      int to) {
    Band own = bands.get();
    for (int c = from; c < to; c += BAND) {
      int n = Math.min(BAND, to - c);
      for (int j = 0; j < n; j++) {
        int at = momentsAt + c + j;
        own.centre[j] = (double) moments[at] + moments[at + channels];
      }
      Arrays.fill(own.sum, 0, n, 0);
      Arrays.fill(own.product, 0, n, 0);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(dy, dyAt + i * channels + c, own.dy, 0, n);
        System.arraycopy(x, xAt + i * channels + c, own.x, 0, n);
        PlainReductions.add(own.sum, own.dy, n);
        addProducts(own.product, own.dy, own.x, own.centre, n);
      }
      for (int j = 0; j < n; j++) {
        double inverse =
            PlainNormalization.inverseDeviation(moments, momentsAt, channels, c + j, epsilon);
        sums[sumsAt + c + j] = (float) own.sum[j];
        sums[sumsAt + channels + c + j] = (float) (own.product[j] * inverse);
      }
    }
  }

  private static void addProducts(double[] sum, float[] dy, float[] x, double[] centre, int n) {
    for (int j = 0; j < n; j++) {
      double upstream = dy[j];
      sum[j] += upstream * (x[j] - centre[j]);
    }
  }

  void gradient(
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
      Normalization.Extents e,
      int from,
      int to) {
    Band own = bands.get();
    int channels = e.channels();
    float count = e.count();
    for (int c = 0; c < channels; c += BAND) {
      int n = Math.min(BAND, channels - c);
      System.arraycopy(moments, momentsAt + c, own.mean, 0, n);
      System.arraycopy(moments, momentsAt + channels + c, own.rest, 0, n);
      for (int j = 0; j < n; j++) {
        float inverse =
            PlainNormalization.inverseDeviation(moments, momentsAt, channels, c + j, epsilon);
        own.scale[j] = gamma[gammaAt + c + j] * inverse;
        own.shift[j] = sums[sumsAt + c + j] / count;
        own.slope[j] = sums[sumsAt + channels + c + j] / count * inverse;
      }
      for (int i = from; i < to; i++) {
        System.arraycopy(dy, dyAt + i * channels + c, own.dy, 0, n);
        System.arraycopy(x, xAt + i * channels + c, own.x, 0, n);
        gradient(own.dy, own.x, own.mean, own.rest, own.scale, own.shift, own.slope, n);
        System.arraycopy(own.dy, 0, dx, dxAt + i * channels + c, n);
      }
    }
  }

  private static void gradient(
      float[] dy,
      float[] x,
      float[] mean,
      float[] rest,
      float[] scale,
      float[] meanOfDy,
      float[] slope,
      int n) {
    for (int j = 0; j < n; j++) {
      float centred = x[j] - mean[j] - rest[j];
      dy[j] = scale[j] * (dy[j] - meanOfDy[j] - centred * slope[j]);
    }
  }
}
