package dev.glissade.simd;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;

import dev.glissade.engine.kernels.Normalization;
import dev.glissade.engine.kernels.PlainNormalization;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Batch normalisation of matrices on vectors of neighbouring channels, row by row, with the bits
/// of the plain loops; channels that fill no vector, and images, are plain.
final class VectorNormalization implements Normalization {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int LENGTH = Lanes.LENGTH;
  private static final int HALF = Doubles.LENGTH;

  /// Channels summed side by side: four chains of additions hide the latency of one.
  private static final int BAND = 4 * HALF;

  private final PlainNormalization plain = new PlainNormalization();

  @Override
  public void moments(
      float[] moments, int momentsAt, float[] x, int xAt, Extents e, int from, int to) {
    int done = from;
    if (e.inner() == 1) {
      for (; done + BAND <= to; done += BAND) {
        momentsOfBand(moments, momentsAt + done, x, xAt + done, e.outer(), e.channels());
      }
    }
    if (done < to) {
      plain.moments(moments, momentsAt, x, xAt, e, done, to);
    }
  }

  private static void momentsOfBand(
      float[] moments, int momentsAt, float[] x, int xAt, int rows, int channels) {
    DoubleVector m0 = DoubleVector.zero(Doubles.SPECIES);
    DoubleVector m1 = m0;
    DoubleVector m2 = m0;
    DoubleVector m3 = m0;
    for (int i = 0, at = xAt; i < rows; i++, at += channels) {
      m0 = m0.add(Doubles.load(x, at));
      m1 = m1.add(Doubles.load(x, at + HALF));
      m2 = m2.add(Doubles.load(x, at + 2 * HALF));
      m3 = m3.add(Doubles.load(x, at + 3 * HALF));
    }
    m0 = m0.div(rows);
    m1 = m1.div(rows);
    m2 = m2.div(rows);
    m3 = m3.div(rows);
    DoubleVector s0 = DoubleVector.zero(Doubles.SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int i = 0, at = xAt; i < rows; i++, at += channels) {
      DoubleVector c0 = Doubles.load(x, at).sub(m0);
      DoubleVector c1 = Doubles.load(x, at + HALF).sub(m1);
      DoubleVector c2 = Doubles.load(x, at + 2 * HALF).sub(m2);
      DoubleVector c3 = Doubles.load(x, at + 3 * HALF).sub(m3);
      s0 = s0.add(c0.mul(c0));
      s1 = s1.add(c1.mul(c1));
      s2 = s2.add(c2.mul(c2));
      s3 = s3.add(c3.mul(c3));
    }
    // Written out: in a method this large C2 no longer inlines our own methods, and a vector that
    // is handed to a call becomes an object.
    int restAt = momentsAt + channels;
    int varianceAt = restAt + channels;
    FloatVector f0 = (FloatVector) m0.convertShape(D2F, Doubles.HALF, 0);
    f0.intoArray(moments, momentsAt);
    m0 = m0.sub(f0.convertShape(F2D, Doubles.SPECIES, 0));
    ((FloatVector) m0.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, restAt);
    s0 = s0.div(rows);
    ((FloatVector) s0.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, varianceAt);
    FloatVector f1 = (FloatVector) m1.convertShape(D2F, Doubles.HALF, 0);
    f1.intoArray(moments, momentsAt + HALF);
    m1 = m1.sub(f1.convertShape(F2D, Doubles.SPECIES, 0));
    ((FloatVector) m1.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, restAt + HALF);
    s1 = s1.div(rows);
    ((FloatVector) s1.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, varianceAt + HALF);
    FloatVector f2 = (FloatVector) m2.convertShape(D2F, Doubles.HALF, 0);
    f2.intoArray(moments, momentsAt + 2 * HALF);
    m2 = m2.sub(f2.convertShape(F2D, Doubles.SPECIES, 0));
    ((FloatVector) m2.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, restAt + 2 * HALF);
    s2 = s2.div(rows);
    ((FloatVector) s2.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, varianceAt + 2 * HALF);
    FloatVector f3 = (FloatVector) m3.convertShape(D2F, Doubles.HALF, 0);
    f3.intoArray(moments, momentsAt + 3 * HALF);
    m3 = m3.sub(f3.convertShape(F2D, Doubles.SPECIES, 0));
    ((FloatVector) m3.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, restAt + 3 * HALF);
    s3 = s3.div(rows);
    ((FloatVector) s3.convertShape(D2F, Doubles.HALF, 0)).intoArray(moments, varianceAt + 3 * HALF);
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
    if (e.inner() > 1 || Lanes.bound(channels) < channels) {
      plain.normalize(
          y, yAt, x, xAt, moments, momentsAt, gamma, gammaAt, beta, betaAt, epsilon, e, from, to);
      return;
    }
    for (int c = 0; c < channels; c += LENGTH) {
      FloatVector mean = FloatVector.fromArray(SPECIES, moments, momentsAt + c);
      FloatVector rest = FloatVector.fromArray(SPECIES, moments, momentsAt + channels + c);
      // The first row serves as scratch; its results come later.
      int first = yAt + from * channels + c;
      inverseDeviation(y, first, moments, momentsAt + 2 * channels + c, epsilon);
      FloatVector scale =
          FloatVector.fromArray(SPECIES, y, first)
              .mul(FloatVector.fromArray(SPECIES, gamma, gammaAt + c));
      FloatVector shift = FloatVector.fromArray(SPECIES, beta, betaAt + c);
      for (int i = from; i < to; i++) {
        int at = i * channels + c;
        FloatVector.fromArray(SPECIES, x, xAt + at)
            .sub(mean)
            .sub(rest)
            .mul(scale)
            .add(shift)
            .intoArray(y, yAt + at);
      }
    }
  }

  /// `1 / √(variance + ε)`, in double until the end, for a vector of channels. Written out and
  /// through an array, as in `momentsOfBand`.
  private static void inverseDeviation(
      float[] out, int outAt, float[] moments, int varianceAt, double epsilon) {
    DoubleVector one = DoubleVector.broadcast(Doubles.SPECIES, 1);
    for (int i = 0; i < LENGTH; i += HALF) {
      FloatVector variance = FloatVector.fromArray(Doubles.HALF, moments, varianceAt + i);
      DoubleVector sum =
          ((DoubleVector) variance.convertShape(F2D, Doubles.SPECIES, 0)).add(epsilon);
      FloatVector inverse = (FloatVector) one.div(sum.sqrt()).convertShape(D2F, Doubles.HALF, 0);
      inverse.intoArray(out, outAt + i);
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
    int done = from;
    if (e.inner() == 1) {
      for (; done + LENGTH <= to; done += LENGTH) {
        int at = momentsAt + done;
        sumsOfBand(sums, sumsAt + done, dy, dyAt + done, x, xAt + done, moments, at, epsilon, e);
      }
    }
    if (done < to) {
      plain.sums(sums, sumsAt, dy, dyAt, x, xAt, moments, momentsAt, epsilon, e, done, to);
    }
  }

  private static void sumsOfBand(
      float[] sums,
      int sumsAt,
      float[] dy,
      int dyAt,
      float[] x,
      int xAt,
      float[] moments,
      int momentsAt,
      double epsilon,
      Extents e) {
    int channels = e.channels();
    DoubleVector mean0 = mean(moments, momentsAt, channels);
    DoubleVector mean1 = mean(moments, momentsAt + HALF, channels);
    DoubleVector s0 = DoubleVector.zero(Doubles.SPECIES);
    DoubleVector s1 = s0;
    DoubleVector p0 = s0;
    DoubleVector p1 = s0;
    for (int i = 0, at = 0; i < e.outer(); i++, at += channels) {
      DoubleVector g0 = Doubles.load(dy, dyAt + at);
      DoubleVector g1 = Doubles.load(dy, dyAt + at + HALF);
      s0 = s0.add(g0);
      s1 = s1.add(g1);
      p0 = p0.add(g0.mul(Doubles.load(x, xAt + at).sub(mean0)));
      p1 = p1.add(g1.mul(Doubles.load(x, xAt + at + HALF).sub(mean1)));
    }
    ((FloatVector) s0.convertShape(D2F, Doubles.HALF, 0)).intoArray(sums, sumsAt);
    ((FloatVector) s1.convertShape(D2F, Doubles.HALF, 0)).intoArray(sums, sumsAt + HALF);
    int productsAt = sumsAt + channels;
    inverseDeviation(sums, productsAt, moments, momentsAt + 2 * channels, epsilon);
    // Written out, as in `momentsOfBand`.
    FloatVector f0 = FloatVector.fromArray(Doubles.HALF, sums, productsAt);
    FloatVector f1 = FloatVector.fromArray(Doubles.HALF, sums, productsAt + HALF);
    p0 = p0.mul(f0.convertShape(F2D, Doubles.SPECIES, 0));
    p1 = p1.mul(f1.convertShape(F2D, Doubles.SPECIES, 0));
    ((FloatVector) p0.convertShape(D2F, Doubles.HALF, 0)).intoArray(sums, productsAt);
    ((FloatVector) p1.convertShape(D2F, Doubles.HALF, 0)).intoArray(sums, productsAt + HALF);
  }

  private static DoubleVector mean(float[] moments, int at, int channels) {
    return Doubles.load(moments, at).add(Doubles.load(moments, at + channels));
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
    if (e.inner() > 1 || Lanes.bound(channels) < channels) {
      plain.gradient(
          dx, dxAt, dy, dyAt, x, xAt, moments, momentsAt, sums, sumsAt, gamma, gammaAt, epsilon, e,
          from, to);
      return;
    }
    float count = e.count();
    for (int c = 0; c < channels; c += LENGTH) {
      FloatVector mean = FloatVector.fromArray(SPECIES, moments, momentsAt + c);
      FloatVector rest = FloatVector.fromArray(SPECIES, moments, momentsAt + channels + c);
      int first = dxAt + from * channels + c;
      inverseDeviation(dx, first, moments, momentsAt + 2 * channels + c, epsilon);
      FloatVector inverse = FloatVector.fromArray(SPECIES, dx, first);
      FloatVector scale = FloatVector.fromArray(SPECIES, gamma, gammaAt + c).mul(inverse);
      FloatVector meanOfDy = FloatVector.fromArray(SPECIES, sums, sumsAt + c).div(count);
      FloatVector slope =
          FloatVector.fromArray(SPECIES, sums, sumsAt + channels + c).div(count).mul(inverse);
      for (int i = from; i < to; i++) {
        int at = i * channels + c;
        FloatVector centred = FloatVector.fromArray(SPECIES, x, xAt + at).sub(mean).sub(rest);
        FloatVector.fromArray(SPECIES, dy, dyAt + at)
            .sub(meanOfDy)
            .sub(centred.mul(slope))
            .mul(scale)
            .intoArray(dx, dxAt + at);
      }
    }
  }
}
