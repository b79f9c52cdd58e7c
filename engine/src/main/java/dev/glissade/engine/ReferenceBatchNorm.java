package dev.glissade.engine;

import java.util.List;

/// Batch normalisation by the textbook's formulas in double: part of `Reference`. A tensor is seen
/// as `[outer, channels, inner]`.
record ReferenceBatchNorm(int outer, int channels, int inner) {
  static ReferenceBatchNorm of(Shape shape, int axis) {
    return new ReferenceBatchNorm(
        shape.size(0, axis), shape.extent(axis), shape.size(axis + 1, shape.rank()));
  }

  private int channel(int index) {
    return index / inner % channels;
  }

  private int count() {
    return outer * inner;
  }

  double[] moments(double[] x) {
    double[] moments = new double[3 * channels];
    for (int i = 0; i < x.length; i++) {
      moments[channel(i)] += x[i];
    }
    for (int c = 0; c < channels; c++) {
      moments[c] /= count();
    }
    for (int i = 0; i < x.length; i++) {
      double centred = x[i] - moments[channel(i)];
      moments[2 * channels + channel(i)] += centred * centred;
    }
    for (int c = 0; c < channels; c++) {
      moments[2 * channels + c] /= count();
    }
    return moments;
  }

  double[] normalize(List<double[]> in, double epsilon) {
    double[] normal = normal(in.get(0), in.get(1), epsilon);
    double[] y = new double[normal.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = in.get(2)[channel(i)] * normal[i] + in.get(3)[channel(i)];
    }
    return y;
  }

  double[] sums(List<double[]> in, double epsilon) {
    double[] dy = in.get(0);
    double[] normal = normal(in.get(1), in.get(2), epsilon);
    double[] sums = new double[2 * channels];
    for (int i = 0; i < dy.length; i++) {
      sums[channel(i)] += dy[i];
      sums[channels + channel(i)] += dy[i] * normal[i];
    }
    return sums;
  }

  double[] gradient(List<double[]> in, double epsilon) {
    double[] dy = in.get(0);
    double[] moments = in.get(2);
    double[] sums = in.get(3);
    double[] gamma = in.get(4);
    double[] normal = normal(in.get(1), moments, epsilon);
    double[] dx = new double[dy.length];
    for (int i = 0; i < dx.length; i++) {
      int c = channel(i);
      double deviation = Math.sqrt(moments[2 * channels + c] + epsilon);
      double centred = count() * dy[i] - sums[c] - normal[i] * sums[channels + c];
      dx[i] = gamma[c] / (count() * deviation) * centred;
    }
    return dx;
  }

  private double[] normal(double[] x, double[] moments, double epsilon) {
    double[] normal = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = channel(i);
      double mean = moments[c] + moments[channels + c];
      normal[i] = (x[i] - mean) / Math.sqrt(moments[2 * channels + c] + epsilon);
    }
    return normal;
  }
}
