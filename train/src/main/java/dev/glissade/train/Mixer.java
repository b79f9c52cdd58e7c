package dev.glissade.train;

import dev.glissade.engine.RandomNumbers;
import dev.glissade.engine.Shape;

/// Mixes the examples of a batch, as a function of seed and step.
final class Mixer {
  /// The gamma numbers behind `λ` use the uniform numbers 0, 1 and from 4 on, a box 2 and 3.
  private static final int VERTICAL = 2;

  private static final int HORIZONTAL = 3;

  private final Mixing mixing;
  private final Shape example;
  private final RandomNumbers normals;
  private final RandomNumbers uniforms;

  /// For examples of this shape; the last two axes of images are height and width.
  ///
  /// @throws IllegalArgumentException if boxes are to be cut of what is no image
  Mixer(Mixing mixing, Shape example, long seed) {
    if (mixing instanceof Mixing.CutMix && example.rank() < 2) {
      throw new IllegalArgumentException(
          "cutmix: expected images [height, width], but got examples of shape "
              + example
              + " — help: mixup takes any numbers");
    }
    this.mixing = mixing;
    this.example = example;
    this.normals = RandomNumbers.of(seed, "mixing normal");
    this.uniforms = RandomNumbers.of(seed, "mixing uniform");
  }

  /// Mixes row `i` of `x` with row `rows - 1 - i`, and puts the other row's targets into `others`.
  ///
  /// @return λ, the share of the own row
  float mix(long step, int rows, float[] x, float[] targets, float[] others) {
    int width = targets.length / rows;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(targets, i * width, others, (rows - 1 - i) * width, width);
    }
    return switch (mixing) {
      case Mixing.None _ -> 1;
      case Mixing.Mixup(double alpha) -> mixAll((float) share(alpha, step), rows, x);
      case Mixing.CutMix(double alpha) -> cut(share(alpha, step), step, rows, x);
    };
  }

  private float mixAll(float share, int rows, float[] x) {
    int width = example.size();
    for (int i = 0; i < rows / 2; i++) {
      int a = i * width;
      int b = (rows - 1 - i) * width;
      for (int j = 0; j < width; j++) {
        float own = x[a + j];
        float other = x[b + j];
        x[a + j] = share * own + (1 - share) * other;
        x[b + j] = share * other + (1 - share) * own;
      }
    }
    return share;
  }

  private float cut(double share, long step, int rows, float[] x) {
    int height = example.extent(-2);
    int width = example.extent(-1);
    RandomNumbers random = uniforms.at(step);
    double side = Math.sqrt(1 - share);
    int top = edge(random.uniform(VERTICAL), side, height, -1);
    int bottom = edge(random.uniform(VERTICAL), side, height, 1);
    int left = edge(random.uniform(HORIZONTAL), side, width, -1);
    int right = edge(random.uniform(HORIZONTAL), side, width, 1);
    int size = example.size();
    for (int i = 0; i < rows / 2; i++) {
      for (int plane = 0; plane < size; plane += height * width) {
        for (int row = top; row < bottom; row++) {
          int from = plane + row * width;
          exchange(x, i * size + from, (rows - 1 - i) * size + from, left, right);
        }
      }
    }
    return 1 - (float) ((bottom - top) * (right - left)) / (height * width);
  }

  /// Where a box of `side` times the extent around a random centre begins or ends.
  private static int edge(double uniform, double side, int extent, int direction) {
    int centre = (int) (uniform * extent);
    return Math.clamp(centre + direction * (long) (extent * side / 2), 0, extent);
  }

  private static void exchange(float[] x, int a, int b, int from, int to) {
    for (int j = from; j < to; j++) {
      float own = x[a + j];
      x[a + j] = x[b + j];
      x[b + j] = own;
    }
  }

  /// `λ` from `Beta(alpha, alpha)`: the share of the first of two gamma numbers.
  double share(double alpha, long step) {
    double first = gamma(alpha, step, 0);
    double sum = first + gamma(alpha, step, 1);
    return sum > 0 ? first / sum : 0.5;
  }

  /// Number `which` of the gamma distribution at a step, by Marsaglia and Tsang (2000); below 1 as
  /// `G(a + 1) U^(1 / a)`.
  private double gamma(double alpha, long step, int which) {
    RandomNumbers normal = normals.at(step);
    RandomNumbers uniform = uniforms.at(step);
    double d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (long draw = 2; ; draw++) {
      double x = normal.normal(2 * draw + which);
      double v = Math.pow(1 + c * x, 3);
      double u = uniform.uniform(2 * draw + which);
      if (v > 0 && Math.log(u) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return alpha < 1 ? d * v * Math.pow(uniform.uniform(which), 1 / alpha) : d * v;
      }
    }
  }
}
